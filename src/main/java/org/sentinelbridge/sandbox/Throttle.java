package org.sentinelbridge.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Sentinel's own limits, per operation, in windows of five minutes that begin with the first request. A request that is
 * refused is not counted and learns how long the window still lasts. Source: learn.microsoft.com
 * rest/api/securityinsights/request-limits-and-throttling.
 */
final class Throttle {

    private static final Duration WINDOW = Duration.ofMinutes(5);

    private static final class Window {
        private final Instant end;
        private int admitted;

        private Window(Instant end) {
            this.end = end;
        }
    }

    private final Clock clock;
    private final Map<Operation, Window> windows = new EnumMap<>(Operation.class);

    Throttle(Clock clock) {
        this.clock = clock;
    }

    /** Empty if the request may pass, otherwise after how many seconds another one may. */
    OptionalLong admit(Operation operation) {
        if (operation.limit() == 0) {
            return OptionalLong.empty();
        }
        Instant now = clock.instant();
        Window window = windows.get(operation);
        if (window == null || !now.isBefore(window.end)) {
            window = new Window(now.plus(WINDOW));
            windows.put(operation, window);
        }
        if (window.admitted == operation.limit()) {
            long millis = Duration.between(now, window.end).toMillis();
            return OptionalLong.of(Math.max(1, (millis + 999) / 1000));
        }
        window.admitted++;
        return OptionalLong.empty();
    }

    void clear() {
        windows.clear();
    }
}
