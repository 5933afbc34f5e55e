package org.sentinelbridge.base.retry;

import java.time.Duration;

/** A pause that is twice as long after each failure in a row, up to a limit. */
public record Doubling(Duration first, Duration most) {

    private static final int MOST_DOUBLINGS = 30;

    /** @param failures in a row before the one that was just met; 0 for the first */
    public Duration after(int failures) {
        var doubled = first.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
        return doubled.compareTo(most) > 0 ? most : doubled;
    }
}
