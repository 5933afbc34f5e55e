package org.sentinelbridge.parked;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.sentinelbridge.parked.Replayed.Reason;
import org.sentinelbridge.runs.Outcome;
import org.sentinelbridge.runs.Run;
import org.sentinelbridge.store.Store;

/** Drops parked messages for good. Of each a run stays, with the reason and by whom. */
public final class Discards {

    private final ParkedMessages messages;
    private final Claims claims;
    private final Consumer<Run> journal;

    /** @param journal is told each message that is dropped, as a run */
    public Discards(Store store, Consumer<Run> journal) {
        this.messages = new ParkedMessages(store.jdbi());
        this.claims = new Claims(store, Claims.SHORT);
        this.journal = journal;
    }

    /**
     * Drops a message.
     *
     * @param by in what right, such as {@code with management.key}
     * @return {@link Reason#NONE} if it is gone now
     */
    public Reason discard(String id, String by, String reason) {
        var claim = claims.claim(id);
        if (claim.isEmpty()) {
            return messages.byId(id).isPresent() ? Reason.BUSY : Reason.GONE;
        }
        var message = claim.get().message();
        claims.remove(claim.get());
        journal.accept(run(message, "Discarded " + by + ": " + reason + " (it was parked because: " + message.cause() + ")"));
        return Reason.NONE;
    }

    /** Drops all that are chosen; those that somebody else is replaying are left. */
    public Counts discardAll(Selection selection, String by, String reason) {
        var counts = new int[2];
        selection.each(messages, id -> {
            counts[discard(id, by, reason) == Reason.BUSY ? 1 : 0]++;
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
