package org.sentinelbridge.component.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.sentinelbridge.component.outbox.OutboxMessage;

/** Documents, and why there are not more: of something that turns out to be no envelope, the contents do not matter. */
final class Found {

    /** Kibana makes no more than a thousand alerts each time a rule runs; each takes memory, however small it is. */
    private static final int MOST = 50_000;

    private final List<OutboxMessage> documents = new ArrayList<>();
    /** Made only if it is thrown: to tell a position takes time. */
    private Optional<Supplier<UnreadableException>> fault = Optional.empty();

    void add(OutboxMessage document) {
        documents.add(document);
        checkNumber();
    }

    void addAll(Found more) {
        documents.addAll(more.documents);
        checkNumber();
        more.fault.ifPresent(this::fault);
    }

    private void checkNumber() {
        if (documents.size() > MOST) {
            throw new UnreadableException("The body holds more than " + MOST + " JSON objects. Send less at a time");
        }
    }

    /** Whether nothing was found, and nothing was wrong either. */
    boolean isEmpty() {
        return documents.isEmpty() && fault.isEmpty();
    }

    boolean isFaulty() {
        return fault.isPresent();
    }

    /** Whether one of the documents has an id. */
    boolean hasIds() {
        return documents.stream().anyMatch(document -> !document.id().isEmpty());
    }

    /** Something is not what it should be, though reading can go on; the first of these counts. */
    void fault(Supplier<UnreadableException> why) {
        if (fault.isEmpty()) {
            fault = Optional.of(why);
        }
    }

    /** All documents, unless there was a fault: that is thrown. */
    List<OutboxMessage> all() {
        if (fault.isPresent()) {
            throw fault.get().get();
        }
        return documents;
    }
}
