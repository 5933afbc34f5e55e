package org.sentinelbridge.component.parked;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Handle;
import org.sentinelbridge.base.runs.Journal;
import org.sentinelbridge.base.runs.Outcome;
import org.sentinelbridge.base.runs.Run;
import org.sentinelbridge.base.store.Store;
import org.sentinelbridge.component.parked.Replayed.Reason;

/** Drops parked messages for good. Of each a run stays, with the reason and by whom. */
public final class Discards {

    private final ParkedMessages messages;
    private final Claims claims;
    private final Journal journal;

    /** @param journal gets a run for each message that is dropped, together with the deletion */
    public Discards(Store store, Journal journal) {
        this.messages = new ParkedMessages(store.jdbi());
        this.claims = new Claims(store, Duration.ZERO);
        this.journal = journal;
    }

    /**
     * Drops a message.
     *
     * @param by in what right, such as {@code with management.key}
     * @return {@link Reason#NONE} if it is gone now
     */
    public Reason discard(String id, String by, String reason) {
        var run = new AtomicReference<Run>();
        if (!claims.removeFree(id, (handle, message) -> run.set(written(handle, message, "Discarded " + by + ": " + reason)))) {
            return messages.line(id).isPresent() ? Reason.BUSY : Reason.GONE;
        }
        journal.count(run.get());
        return Reason.NONE;
    }

    private Run written(Handle handle, ParkedMessage message, String why) {
        var run = run(message, why + " (it was parked because: " + message.cause() + ")");
        journal.write(handle, run);
        return run;
    }

    /** Drops all that are chosen; those that somebody else is replaying are left. */
    public Counts discardAll(Selection selection, String by, String reason) {
        var counts = new int[2];
        selection.each(messages, place -> {
            counts[discard(place.id(), by, reason) == Reason.BUSY ? 1 : 0]++;
            return true;
        });
        return new Counts(counts[0], counts[1]);
    }

    private static Run run(ParkedMessage message, String cause) {
        return new Run(
                UUID.randomUUID().toString(),
                1,
                message.flow(),
                "discard",
                message.caseId(),
                message.incidentId(),
                1,
                Outcome.REFUSED,
                0,
                Instant.now(),
                0,
                message.step(),
                cause,
                List.of(message.id()),
                List.of());
    }

    /** How many were dropped, and how many were left. */
    public record Counts(int discarded, int left) {}
}
