package org.sentinelbridge.component.polling;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.sentinelbridge.base.store.Store;

/** One row of the table cursors: where polling has come to, and whose turn it is. Its clock is that of the store. */
final class CursorTable {

    /** As long as an interval may be; what is further ahead was written when a clock was wrong. */
    private static final Duration MOST_WAIT = Duration.ofDays(1);

    private final Store store;
    private final String name;
    private final String owner = UUID.randomUUID().toString();

    CursorTable(Store store, String name) {
        this.store = store;
        this.name = name;
    }

    /**
     * Takes the turn, if it is time and nobody else has it.
     *
     * @param initial how far before now to begin if nothing was ever polled
     */
    Turn take(Duration lease, Duration initial) {
        return store.writes().run(handle -> {
            store.alone(handle, "cursor:" + name);
            var now = store.now(handle);
            var row = row(handle).orElseGet(() -> {
                var state = new PollState(Instant.ofEpochMilli(now).minus(initial).toString(), Map.of(), Map.of());
                handle.createUpdate("INSERT INTO cursors (name, state, owner, leased_until, next_at) VALUES (:name, :state, '', 0, 0)")
                        .bind("name", name)
                        .bind("state", state.json())
                        .execute();
                return new Row(state.json(), 0, 0);
            });
            var wait = Math.max(row.leasedUntil, row.nextAt) - now;
            if (wait > 0 && wait <= MOST_WAIT.toMillis()) {
                return new Turn(Optional.empty(), Duration.ofMillis(wait));
            }
            update(handle, row.state, owner, now + lease.toMillis(), row.nextAt, "");
            return new Turn(Optional.of(PollState.of(row.state)), Duration.ZERO);
        });
    }

    /** Keeps a state and the turn. False if another process has taken over. */
    boolean keep(PollState state, Duration lease) {
        return store.writes().run(handle -> {
            var now = store.now(handle);
            return update(handle, state.json(), owner, now + lease.toMillis(), now, owner);
        });
    }

    /** Keeps the turn. */
    void renew(Duration lease) {
        store.writes().submit(handle -> handle.createUpdate(
                        "UPDATE cursors SET leased_until = :until WHERE name = :name AND owner = :owner AND leased_until > 0")
                .bind("until", store.now(handle) + lease.toMillis())
                .bind("name", name)
                .bind("owner", owner)
                .execute());
    }

    /** Keeps a state and gives the turn away until then. False if another process has taken over. */
    boolean giveBack(PollState state, Duration wait) {
        return store.writes().run(handle -> {
            var now = store.now(handle);
            return update(handle, state.json(), "", 0, now + wait.toMillis(), owner);
        });
    }

    private Optional<Row> row(Handle handle) {
        return handle.createQuery("SELECT state, leased_until, next_at FROM cursors WHERE name = :name")
                .bind("name", name)
                .map((row, context) -> new Row(row.getString("state"), row.getLong("leased_until"), row.getLong("next_at")))
                .findOne();
    }

    /** @param before who must have the turn; '' if it does not matter */
    private boolean update(Handle handle, String state, String next, long until, long nextAt, String before) {
        return handle.createUpdate(
                                """
                                UPDATE cursors SET state = :state, owner = :next, leased_until = :until, next_at = :nextAt
                                WHERE name = :name AND (owner = :before OR :before = '')
                                """)
                        .bind("state", state)
                        .bind("next", next)
                        .bind("until", until)
                        .bind("nextAt", nextAt)
                        .bind("name", name)
                        .bind("before", before)
                        .execute()
                == 1;
    }

    private record Row(String state, long leasedUntil, long nextAt) {}

    /**
     * The answer to who wants to poll.
     *
     * @param state where to go on; empty if it is not our turn
     * @param pause how long until it is worth asking again
     */
    record Turn(Optional<PollState> state, Duration pause) {}
}
