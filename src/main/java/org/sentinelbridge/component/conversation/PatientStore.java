package org.sentinelbridge.component.conversation;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.JdbiException;
import org.sentinelbridge.base.retry.Deadline;
import org.sentinelbridge.base.store.Store;
import org.sentinelbridge.base.store.Writes;

/** The store, for as long as an exchange has time. */
final class PatientStore {

    private static final Duration LEAST = Duration.ofSeconds(2);

    private final Store store;

    PatientStore(Store store) {
        this.store = store;
    }

    /** @throws ConversationUnavailable if it is full */
    void checkRoom() {
        store.shortage().ifPresent(why -> {
            throw new ConversationUnavailable("The store is full: " + why);
        });
    }

    /** @throws ConversationUnavailable if it cannot be written, or not in time */
    <T> T write(Exchange exchange, Writes.Write<T> write) {
        return reach("written", () -> store.writes().run(write, patience(exchange)));
    }

    /** @throws ConversationUnavailable if it could not be written now, or not in time */
    void prove(Exchange exchange) {
        reach("written", () -> {
            store.writes().prove(patience(exchange));
            return true;
        });
    }

    /** @throws ConversationUnavailable if it cannot be read, or not in time */
    <T> T read(Exchange exchange, HandleCallback<T, RuntimeException> read) {
        return reach("read", () -> store.reads().run(read, Deadline.of(exchange).left()));
    }

    /** That time is up is why many a message waits, so some is left to keep it. */
    private static Duration patience(Exchange exchange) {
        var left = Deadline.of(exchange).left();
        return left.compareTo(LEAST) < 0 ? LEAST : left;
    }

    private static <T> T reach(String what, Supplier<T> use) {
        try {
            return use.get();
        } catch (JdbiException | IllegalStateException | CompletionException e) {
            throw new ConversationUnavailable("The store cannot be " + what + ": " + Store.rootMessage(e), e);
        }
    }
}
