package org.sentinelbridge.component.parked;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;
import org.sentinelbridge.base.runs.Superseded;
import org.sentinelbridge.base.store.Store;
import org.sentinelbridge.component.parked.Replayed.Reason;

/** Sees to it that of all who want to do something with a parked message, in whatever process, only one does. */
final class Claims {

    private final Store store;
    private final OneOfEach parked;
    private final LongAdder superseded = new LongAdder();
    private final Duration lease;

    /** @param lease after this a message is free again that a dead process had claimed */
    Claims(Store store, Duration lease) {
        this.store = store;
        this.parked = new OneOfEach(store);
        this.lease = lease;
    }

    /** The message, for us alone; or nothing if it is not there or somebody else has it. */
    Optional<Claim> claim(String id) {
        var token = UUID.randomUUID().toString();
        return store.writes().run(handle -> {
            var now = store.now(handle);
            var claimed = handle.createUpdate(
                            """
                            UPDATE parked SET claimed_by = :token, claimed_until = :until
                            WHERE id = :id AND claimed_until <= :now
                            """)
                    .bind("token", token)
                    .bind("until", now + lease.toMillis())
                    .bind("id", id)
                    .bind("now", now)
                    .execute();
            return claimed == 0 ? Optional.empty() : ParkedMessages.byId(handle, id).map(message -> new Claim(message, token));
        });
    }

    /** Why a message could not be claimed or removed. */
    Replayed refusal(String id) {
        return store.jdbi().withHandle(handle -> ParkedMessages.line(handle, id).isPresent()
                ? Replayed.refused(id, Reason.BUSY)
                : Superseded.by(handle, id)
                        .map(run -> Replayed.superseded(id, run, ""))
                        .orElseGet(() -> Replayed.refused(id, Reason.GONE)));
    }

    /** Takes the message out of the table. */
    void remove(Claim claim) {
        store.writes().run(handle -> {
            handle.createUpdate("DELETE FROM parked WHERE id = :id AND claimed_by = :token")
                    .bind("id", claim.message.id())
                    .bind("token", claim.token)
                    .execute();
            return claim;
        });
    }

    /** Takes the message out of the table because something newer is there, and remembers of which run. */
    void supersede(Claim claim, String byRun) {
        superseded.add(store.writes().run(handle -> {
            var deleted = handle.createUpdate("DELETE FROM parked WHERE id = :id AND claimed_by = :token")
                    .bind("id", claim.message.id())
                    .bind("token", claim.token)
                    .execute();
            if (deleted > 0) {
                Superseded.add(handle, claim.message.id(), byRun, store.now(handle));
            }
            return deleted;
        }));
    }

    /** The run that superseded a message which is not parked any more. */
    Optional<String> supersededBy(String id) {
        return store.jdbi().withHandle(handle -> Superseded.by(handle, id));
    }

    /** How many messages have left the table since the start because something newer was there. */
    long superseded() {
        return superseded.sum();
    }

    /**
     * Takes a message that nobody has claimed out of the table.
     *
     * @param with writes something in the same transaction, from the message without its body: both get to disk or none does
     * @return false if it is not there, or somebody has it
     */
    boolean removeFree(String id, BiConsumer<Handle, ParkedMessage> with) {
        return store.writes().run(handle -> {
            var line = ParkedMessages.line(handle, id);
            var deleted = handle.createUpdate("DELETE FROM parked WHERE id = :id AND claimed_until <= :now")
                    .bind("id", id)
                    .bind("now", store.now(handle))
                    .execute();
            if (deleted > 0) {
                with.accept(handle, line.orElseThrow().message());
            }
            return deleted > 0;
        });
    }

    /** Gives the message back as it was. */
    void release(Claim claim) {
        superseded.add(store.writes().run(handle -> free(handle, claim, claim.message)));
    }

    /** Gives the message back after a replay that failed. */
    void failed(Claim claim, ParkedMessage again, FailedReplays replays) {
        superseded.add(store.writes().run(handle -> {
            handle.createUpdate(
                            """
                            UPDATE parked SET run_id = :run, step = :step, cause = :cause, failure_kind = :kind,
                                attempts = attempts + 1, replays = :replays
                            WHERE id = :id AND claimed_by = :token
                            """)
                    .bind("run", again.runId())
                    .bind("step", again.step())
                    .bind("cause", again.cause())
                    .bind("kind", again.failureKind())
                    .bind("replays", replays.json())
                    .bind("id", claim.message.id())
                    .bind("token", claim.token)
                    .execute();
            return free(handle, claim, again);
        }));
    }

    private int free(Handle handle, Claim claim, ParkedMessage message) {
        handle.createUpdate("UPDATE parked SET claimed_by = '', claimed_until = 0 WHERE id = :id AND claimed_by = :token")
                .bind("id", claim.message.id())
                .bind("token", claim.token)
                .execute();
        return parked.unite(handle, message);
    }

    /** A message that is ours for a while. */
    record Claim(ParkedMessage message, String token) {}
}
