package org.sentinelbridge.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * Admits so many requests in a window of time that begins with the first one. A request that is refused is not counted
 * and learns how long the window still lasts.
 */
final class RateWindow {

    private final int limit;
    private final Duration length;
    private Instant end = Instant.MIN;
    private int admitted;

    RateWindow(int limit, Duration length) {
        this.limit = limit;
        this.length = length;
    }

    /** Empty if the request may pass, otherwise after how many seconds another one may. */
    OptionalLong admit(Instant now) {
        if (!now.isBefore(end)) {
            end = now.plus(length);
            admitted = 0;
        }
        if (admitted == limit) {
            long millis = Duration.between(now, end).toMillis();
            return OptionalLong.of(Math.max(1, (millis + 999) / 1000));
        }
        admitted++;
        return OptionalLong.empty();
    }
}
