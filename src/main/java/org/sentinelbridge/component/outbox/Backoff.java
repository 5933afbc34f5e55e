package org.sentinelbridge.component.outbox;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long deliveries of each key wait after a failure: as long as the other side asks for (at most a day), else from failure
 * to failure twice as long up to a limit, of which the second half is left to chance, so that several processes do not all come
 * back at once. Who asks for less is obeyed once, not from failure to failure. What one delivery was asked to wait holds for all of
 * the key that are under way at the same time, whatever becomes of them.
 */
final class Backoff {

    private static final int MOST_DOUBLINGS = 30;
    private static final Duration MOST_ASKED = Duration.ofDays(1);
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(1);

    private final Duration first;
    private final Duration most;
    private final Map<String, Failing> failing = new HashMap<>();

    Backoff(Duration first, Duration most) {
        this.first = first;
        this.most = most;
    }

    /** Notes a failure and answers how long to wait now. */
    synchronized Duration failed(String key, Optional<Duration> asked) {
        var now = System.nanoTime();
        var before = failing.getOrDefault(key, new Failing(0, now, false));
        var failures = before.failures + 1;
        var own = own(failures);
        var obeyed = asked.map(a -> a.compareTo(MOST_ASKED) > 0 ? MOST_ASKED : a)
                .filter(a -> failures == 1 || a.compareTo(own) > 0);
        var until = now + obeyed.orElse(own).toNanos();
        var next = before.isAskedFor && before.until - until > 0
                ? new Failing(failures, before.until, true)
                : new Failing(failures, until, obeyed.isPresent());
        failing.put(key, next);
        return Duration.ofNanos(next.until - now);
    }

    synchronized void worked(String key) {
        failing.computeIfPresent(key, (same, before) ->
                before.isAskedFor && before.until - System.nanoTime() > 0 ? new Failing(0, before.until, true) : null);
    }

    /**
     * Whether any key failed the last time. One that has not been tried again long after its wait is forgotten: another process has its
     * messages, or nobody.
     */
    synchronized boolean isFailing() {
        var now = System.nanoTime();
        failing.values().removeIf(one -> one.until + FORGOTTEN_AFTER.toNanos() + most.toNanos() - now <= 0);
        return failing.values().stream().anyMatch(one -> one.failures > 0);
    }

    /** The keys that must wait. */
    synchronized List<String> waiting() {
        var now = System.nanoTime();
        failing.values().removeIf(one -> one.failures == 0 && one.until - now <= 0);
        return failing.entrySet().stream()
                .filter(entry -> entry.getValue().until - now > 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    private Duration own(int failures) {
        var doubled = Math.min(most.toMillis(), first.toMillis() << Math.min(failures - 1, MOST_DOUBLINGS));
        return Duration.ofMillis(doubled / 2 + ThreadLocalRandom.current().nextLong(doubled / 2 + 1));
    }

    /** @param failures in a row; 0 if it has worked meanwhile, and only the wait that was asked for is left */
    private record Failing(int failures, long until, boolean isAskedFor) {}
}
