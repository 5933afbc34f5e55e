package org.sentinelbridge.component.conversation;

import java.time.Duration;
import java.util.Optional;
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
    private long lookedAt = System.nanoTime() - LOOK_NANOS;
    private long cleanedAt = System.nanoTime();

    Drain(Store store, String topic, Talk talk) {
        this.store = store;
        this.topic = topic;
        this.talk = talk;
    }

    /** Where no other process has part in the store, whoever still seems to speak is dead. */
    void begin() {
        if (!store.isShared()) {
            store.writes().run(handle -> handle.createUpdate("UPDATE conversations SET holder = '' WHERE topic = :topic AND holder <> ''")
                    .bind("topic", topic)
                    .execute());
        }
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

    private void clean() {
        var before = System.currentTimeMillis() - MEMORY.toMillis();
        store.writes().run(handle -> {
            talk.budgets().forget(handle);
            return handle.createUpdate(
                            """
                            DELETE FROM conversations WHERE topic = :topic AND state_at < :before
                              AND NOT EXISTS (SELECT 1 FROM waiting w WHERE w.topic = conversations.topic AND w.name = conversations.name)
                            """)
                    .bind("topic", topic)
                    .bind("before", before)
                    .execute();
        });
    }

    Optional<Talk.Taken> take() {
        return store.writes().run(handle -> talk.take(handle, LEASE));
    }

    void again(Conversation failed) {
        store.writes().run(handle -> talk.release(handle, failed, System.currentTimeMillis() + Talk.pause(failed).toMillis()));
        lookedAt = System.nanoTime() - LOOK_NANOS;
    }
}
