package org.sentinelbridge.component.conversation;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jdbi.v3.core.Handle;
import org.sentinelbridge.base.retry.Doubling;
import org.sentinelbridge.base.store.Store;

/**
 * How much the other side of a topic takes, learned from it and shared by all processes through the store. Nothing limits the writes
 * until the other side throttles; then none is tried before it says, and from then on no more in a window than it took before it did,
 * until ten minutes have passed without being throttled again. Whether its windows begin with a write or slide, their length is what
 * it asks to wait for and what has passed since the first write that it counted. Thread safe.
 */
final class Budgets {

    /** In which the other side counts (five minutes: learn.microsoft.com rest/api/securityinsights/request-limits-and-throttling). */
    static final Duration WINDOW = Duration.ofMinutes(5);
    /** What it is said to take in a window at least, before it has shown it (same source). */
    static final int USUAL = 75;

    private static final String TOPIC = "";
    private static final long SLICE = 1_000;
    private static final Duration LEARNED_FOR = WINDOW.multipliedBy(2);
    private static final Doubling PAUSE = new Doubling(Duration.ofSeconds(2), Duration.ofMinutes(1));
    /** Longer than a pause that nobody has asked for and the attempt after it. */
    private static final Duration LATELY = Duration.ofMinutes(2);

    private final Store store;
    private final String topic;
    private final Map<Slice, LongAdder> spent = new ConcurrentHashMap<>();
    private volatile Map<String, Level> levels = Map.of();
    private volatile int failures;

    Budgets(Store store, String topic) {
        this.store = store;
        this.topic = topic;
    }

    /**
     * What has been learned.
     *
     * @param until nothing is tried before, in milliseconds since 1970
     * @param most writes in a window
     * @param span of a window, in milliseconds
     */
    record Level(long until, String cause, int most, long span, long learnedAt) {

        private static final Level NONE = new Level(0, "", USUAL, WINDOW.toMillis(), 0);

        static Level paused(long until, String cause) {
            return new Level(until, cause, USUAL, WINDOW.toMillis(), 0);
        }

        /** Others may have written as well: less than is usual is no more than that at the moment. */
        static Level learned(int writes, long span) {
            var isLess = writes * WINDOW.toMillis() < USUAL * span;
            return new Level(0, "", isLess ? USUAL : writes, isLess ? WINDOW.toMillis() : span, System.currentTimeMillis());
        }

        boolean isLearned(long now) {
            return learnedAt > now - LEARNED_FOR.toMillis();
        }
    }

    /** A write of a kind was made. It gets into the store within a second. */
    void spend(String kind) {
        var now = System.currentTimeMillis();
        spent.computeIfAbsent(new Slice(kind, now - now % SLICE), slice -> new LongAdder()).increment();
    }

    /** Within a transaction: all that was spent until now gets into the store. */
    void flush(Handle handle) {
        for (var slice : List.copyOf(spent.keySet())) {
            var writes = spent.remove(slice).sum();
            handle.execute(
                    """
                    INSERT INTO budget_slices (topic, kind, slice, writes) VALUES (?, ?, ?, ?)
                    ON CONFLICT (topic, kind, slice) DO UPDATE SET writes = budget_slices.writes + excluded.writes
                    """,
                    topic, slice.kind(), slice.begin(), writes);
        }
    }

    boolean hasSpent() {
        return !spent.isEmpty();
    }

    /** Something worked: the next outage is a new one. */
    void works() {
        if (failures > 0) {
            failures = 0;
        }
    }

    /**
     * The other side takes nothing now.
     *
     * @param kind which writes met it; no others are tried either
     * @param asked how long it wants to be left alone; empty if it has not said, or could not be reached
     * @param counts whether it counted too many of this kind, and has so shown how many it takes
     */
    void paused(String kind, Optional<Duration> asked, boolean counts, String cause) {
        var now = System.currentTimeMillis();
        var before = level(TOPIC).until();
        longer(now, asked, cause).ifPresent(paused -> store.writes().submit(handle -> {
            keep(handle, TOPIC, paused);
            if (counts && asked.isPresent() && before <= now) {
                learn(handle, kind, Math.max(now - WINDOW.toMillis(), before), paused.until());
            }
            return paused;
        }));
    }

    /** Empty if it is paused for as long already. What others met who were under way is the same outage, and makes no pause longer. */
    private synchronized Optional<Level> longer(long now, Optional<Duration> asked, String cause) {
        var before = level(TOPIC).until();
        var isPaused = before > now;
        var paused = Level.paused(now + asked.orElseGet(() -> PAUSE.after(failures)).toMillis(), cause);
        if (isPaused && (asked.isEmpty() || paused.until() - before < SLICE)) {
            return Optional.empty();
        }
        failures += isPaused ? 0 : 1;
        put(TOPIC, paused);
        return Optional.of(paused);
    }

    private void learn(Handle handle, String kind, long since, long until) {
        flush(handle);
        var slices = slices(handle, kind, since);
        if (!slices.isEmpty()) {
            var learned = Level.learned(slices.stream().mapToInt(Spent::writes).sum(), until - slices.get(slices.size() - 1).begin());
            keep(handle, kind, learned);
            put(kind, learned);
        }
    }

    /** How long nothing is to be tried; zero if something may be. */
    Duration pause() {
        return Duration.ofMillis(Math.max(0, level(TOPIC).until() - System.currentTimeMillis()));
    }

    /** Why nothing is to be tried, empty if something may be. */
    String cause() {
        return pause().isZero() ? "" : level(TOPIC).cause();
    }

    /** Why nothing was to be tried lately, also while it is being tried again; empty if nothing was in the way. */
    String lastCause() {
        var level = level(TOPIC);
        return level.until() > System.currentTimeMillis() - LATELY.toMillis() ? level.cause() : "";
    }

    /** Whether the other side takes some, and has lately said how much. */
    boolean isLearned() {
        var now = System.currentTimeMillis();
        return levels.values().stream().anyMatch(level -> level.isLearned(now));
    }

    /** Until when no write of this kind is to be made, though others may be, in milliseconds since 1970. Reads the store. */
    long closedUntil(Handle handle, String kind) {
        var now = System.currentTimeMillis();
        var level = level(kind);
        if (!level.isLearned(now)) {
            return 0;
        }
        flush(handle);
        var slices = slices(handle, kind, Math.max(now - level.span(), Math.min(now, level(TOPIC).until())));
        var spent = slices.stream().mapToInt(Spent::writes).sum();
        return spent < level.most() ? 0 : slices.get(slices.size() - 1).begin() + SLICE + level.span();
    }

    /** When what has so many before it will be told, in milliseconds since 1970. */
    long expected(int before, String kind) {
        var now = System.currentTimeMillis();
        var level = level(kind).isLearned(now) ? level(kind) : Level.NONE;
        return Math.max(now, level(TOPIC).until()) + before / level.most() * level.span();
    }

    /** Takes over what other processes have learned, and forgets what is old. */
    void refresh() {
        var found = new HashMap<String, Level>();
        store.jdbi().useHandle(handle -> handle
                .createQuery("SELECT kind, paused_until, cause, most, span, learned_at FROM budgets WHERE topic = :topic")
                .bind("topic", topic)
                .map((row, context) -> Map.entry(row.getString(1),
                        new Level(row.getLong(2), row.getString(3), row.getInt(4), row.getLong(5), row.getLong(6))))
                .forEach(entry -> found.put(entry.getKey(), entry.getValue())));
        levels = Map.copyOf(found);
    }

    void forget(Handle handle) {
        handle.createUpdate("DELETE FROM budget_slices WHERE topic = :topic AND slice < :before")
                .bind("topic", topic)
                .bind("before", System.currentTimeMillis() - 2 * WINDOW.toMillis())
                .execute();
    }

    private Level level(String kind) {
        return levels.getOrDefault(kind, Level.NONE);
    }

    private synchronized void put(String kind, Level level) {
        var all = new HashMap<>(levels);
        all.put(kind, level);
        levels = Map.copyOf(all);
    }

    /** The newest first. */
    private List<Spent> slices(Handle handle, String kind, long since) {
        return handle.createQuery(
                        "SELECT slice, writes FROM budget_slices WHERE topic = :topic AND kind = :kind AND slice >= :since ORDER BY slice DESC")
                .bind("topic", topic)
                .bind("kind", kind)
                .bind("since", since - since % SLICE)
                .map((row, context) -> new Spent(row.getLong(1), row.getInt(2)))
                .list();
    }

    /** So many writes in the second that began then. */
    private record Spent(long begin, int writes) {}

    /** Writes of a kind in the second that began then. */
    private record Slice(String kind, long begin) {}

    private void keep(Handle handle, String kind, Level level) {
        handle.createUpdate(
                        """
                        INSERT INTO budgets (topic, kind, paused_until, cause, most, span, learned_at)
                        VALUES (:topic, :kind, :until, :cause, :most, :span, :learned)
                        ON CONFLICT (topic, kind) DO UPDATE SET paused_until = excluded.paused_until, cause = excluded.cause,
                            most = excluded.most, span = excluded.span, learned_at = excluded.learned_at
                        """)
                .bind("topic", topic)
                .bind("kind", kind)
                .bind("until", level.until())
                .bind("cause", level.cause())
                .bind("most", level.most())
                .bind("span", level.span())
                .bind("learned", level.learnedAt())
                .execute();
    }
}
