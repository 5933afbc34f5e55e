package org.sentinelbridge.component.parked;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;
import org.sentinelbridge.base.store.Store;

/** Sees to it that of all who want to do something with a parked message, in whatever process, only one does. */
final class Claims {

    private final Store store;
    private final Duration lease;

    /** @param lease after this a message is free again that a dead process had claimed */
    Claims(Store store, Duration lease) {
        this.store = store;
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
        store.writes().run(handle -> {
            free(handle, claim);
            return claim;
        });
    }

    /** Gives the message back after a replay that failed. */
    void failed(Claim claim, ParkedMessage again, FailedReplays replays) {
        store.writes().run(handle -> {
            handle.createUpdate(
                            """
                            UPDATE parked SET run_id = :run, step = :step, cause = :cause,
                                attempts = attempts + 1, replays = :replays
                            WHERE id = :id AND claimed_by = :token
                            """)
                    .bind("run", again.runId())
                    .bind("step", again.step())
                    .bind("cause", again.cause())
                    .bind("replays", replays.json())
                    .bind("id", claim.message.id())
                    .bind("token", claim.token)
                    .execute();
            free(handle, claim);
            return claim;
        });
    }

    private static void free(Handle handle, Claim claim) {
        handle.createUpdate("UPDATE parked SET claimed_by = '', claimed_until = 0 WHERE id = :id AND claimed_by = :token")
                .bind("id", claim.message.id())
                .bind("token", claim.token)
                .execute();
    }

    /** A message that is ours for a while. */
    record Claim(ParkedMessage message, String token) {}
}
