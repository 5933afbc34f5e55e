package org.sentinelbridge.component.parked;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
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
     * @return with {@link Reason#NONE} if it is gone now; else why it was left, in words too
     */
    public Replayed discard(String id, String by, String reason) {
        var run = new AtomicReference<Run>();
        if (!claims.removeFree(id, (handle, message) -> run.set(written(handle, message, "Discarded " + by + ": " + reason)))) {
            return claims.refusal(id);
        }
        journal.count(run.get());
        return new Replayed(id, Outcome.REFUSED, "Discarded: " + reason, run.get().runId(), Reason.NONE);
    }

    private Run written(Handle handle, ParkedMessage message, String why) {
        var run = run(message, why + " (it was parked because: " + message.cause() + ")");
        journal.write(handle, run);
        return run;
    }

    /** The run that superseded a message which is not parked any more. */
    public Optional<String> supersededBy(String id) {
        return claims.supersededBy(id);
    }

    /** Drops all that are chosen; those that somebody else is replaying are left, and those that are superseded are gone already. */
    public Counts discardAll(Selection selection, String by, String reason) {
        var counts = new EnumMap<Reason, Integer>(Reason.class);
        selection.each(messages, place -> {
            counts.merge(discard(place.id(), by, reason).reason(), 1, Integer::sum);
            return true;
        });
        var superseded = selection.ids().orElse(List.of()).stream()
                .flatMap(id -> supersededBy(id).map(run -> Replayed.superseded(id, run, "")).stream())
                .toList();
        return new Counts(
                counts.getOrDefault(Reason.NONE, 0) + counts.getOrDefault(Reason.GONE, 0),
                counts.getOrDefault(Reason.BUSY, 0),
                superseded);
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

    /**
     * How many were dropped, and how many were left.
     *
     * @param superseded those named for which there was nothing to do
     */
    public record Counts(int discarded, int left, List<Replayed> superseded) {

        public Counts {
            superseded = List.copyOf(superseded);
        }
    }
}
