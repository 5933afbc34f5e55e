package org.sentinelbridge.outbox;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long deliveries of each key wait after a failure: as long as the other side asks for (at most a day), else from failure
 * to failure twice as long up to a limit, of which the second half is left to chance, so that several processes do not all come
 * back at once.
 */
final class Backoff {

    private static final int MOST_DOUBLINGS = 30;
    private static final Duration MOST_ASKED = Duration.ofDays(1);

    private final Duration first;
    private final Duration most;
    private final Map<String, Failing> failing = new HashMap<>();

    Backoff(Duration first, Duration most) {
        this.first = first;
        this.most = most;
    }

    /** Notes a failure and answers how long to wait now. */
    synchronized Duration failed(String key, Optional<Duration> asked) {
        var failures = failing.containsKey(key) ? failing.get(key).failures + 1 : 1;
        var wait = asked.map(a -> a.compareTo(MOST_ASKED) > 0 ? MOST_ASKED : a).orElseGet(() -> own(failures));
        failing.put(key, new Failing(failures, System.nanoTime() + wait.toNanos()));
        return wait;
    }

    synchronized void worked(String key) {
        failing.remove(key);
    }

    /** The keys that must wait. */
    synchronized List<String> waiting() {
        var now = System.nanoTime();
        return failing.entrySet().stream()
                .filter(entry -> entry.getValue().until - now > 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    private Duration own(int failures) {
        var doubled = Math.min(most.toMillis(), first.toMillis() << Math.min(failures - 1, MOST_DOUBLINGS));
        return Duration.ofMillis(doubled / 2 + ThreadLocalRandom.current().nextLong(doubled / 2 + 1));
    }

    private record Failing(int failures, long until) {}
}
