package org.sentinelbridge.component.conversation;

import java.time.Duration;
import java.util.Optional;
import org.sentinelbridge.base.retry.Turns;
import org.sentinelbridge.base.store.Store;

/** What the thread that tells what waits does with the store. Only for that thread. */
final class Drain {

    /** For all calls of one message together. */
    static final Duration MOST = Duration.ofSeconds(20);

    private static final Duration LEASE = MOST.plusSeconds(10);
    private static final long LOOK_NANOS = 1_000_000_000L;
    private static final long CLEAN_NANOS = Duration.ofHours(6).toNanos();
    /** Of what nobody has told anything for so long, nothing more is expected. */
    private static final Duration MEMORY = Duration.ofDays(400);

    private final Store store;
    private final String topic;
    private final Talk talk;
    private final Turns turns;
    private long lookedAt = System.nanoTime() - LOOK_NANOS;
    private long cleanedAt = System.nanoTime();

    Drain(Store store, String topic, Talk talk, Turns turns) {
        this.store = store;
        this.topic = topic;
        this.talk = talk;
        this.turns = turns;
    }

    /**
     * Counts what waits and learns what other processes know, not more often than once a second.
     *
     * @return whether it has
     */
    boolean look() {
        var looks = System.nanoTime() - lookedAt >= LOOK_NANOS;
        if (looks) {
            lookedAt = System.nanoTime();
            if (talk.budgets().hasSpent()) {
                store.writes().run(handle -> {
                    talk.budgets().flush(handle);
                    return lookedAt;
                });
            }
            talk.budgets().refresh();
            talk.measured(store.jdbi().withHandle(handle -> Backlog.count(handle, topic)));
        }
        if (System.nanoTime() - cleanedAt >= CLEAN_NANOS) {
            cleanedAt = System.nanoTime();
            clean();
        }
        return looks;
    }

    void clean() {
        var before = System.currentTimeMillis() - MEMORY.toMillis();
        store.writes().run(handle -> {
            talk.budgets().forget(handle);
            return handle.createUpdate(
                            """
                            DELETE FROM conversations WHERE topic = :topic AND touched_at < :before
                              AND NOT EXISTS (SELECT 1 FROM waiting w WHERE w.topic = conversations.topic AND w.name = conversations.name)
                            """)
                    .bind("topic", topic)
                    .bind("before", before)
                    .execute();
        });
    }

    /**
     * Something to be told next.
     *
     * @param turn to be closed when it has been
     */
    record Next(Taken taken, Turns.Hold turn) {}

    /** The next that may be told, if any is. */
    Optional<Next> next() {
        return store.writes().run(talk::candidates).stream().flatMap(name -> take(name).stream()).findFirst();
    }

    private Optional<Next> take(String name) {
        var turn = turns.take(talk.turn(name));
        var taken = Optional.<Taken>empty();
        try {
            taken = turn.flatMap(mine -> store.writes().run(handle -> talk.take(handle, name, LEASE)));
            return taken.map(one -> new Next(one, turn.orElseThrow()));
        } finally {
            if (taken.isEmpty()) {
                turn.ifPresent(Turns.Hold::close);
            }
        }
    }

    void again(Conversation failed) {
        store.writes().run(handle -> talk.rest(handle, failed));
        lookedAt = System.nanoTime() - LOOK_NANOS;
    }
}
