package org.sentinelbridge.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The services' own limits. Sentinel's are per operation, in windows of five minutes; source: learn.microsoft.com
 * rest/api/securityinsights/request-limits-and-throttling. The Logs Ingestion API takes 12,000 requests a minute for each
 * data collection rule; source: learn.microsoft.com azure-monitor/service-limits, section "Logs Ingestion API".
 */
final class Throttle {

    private static final Duration SENTINEL_WINDOW = Duration.ofMinutes(5);
    private static final Duration UPLOAD_WINDOW = Duration.ofMinutes(1);
    private static final int UPLOADS = 12_000;

    private final Clock clock;
    private final Map<Operation, RateWindow> windows = new EnumMap<>(Operation.class);
    private RateWindow uploads;

    Throttle(Clock clock) {
        this.clock = clock;
        clear();
    }

    /** Empty if the request may pass, otherwise after how many seconds another one may. */
    OptionalLong admit(Operation operation) {
        if (operation.limit() == 0) {
            return OptionalLong.empty();
        }
        return windows.computeIfAbsent(operation, o -> new RateWindow(o.limit(), SENTINEL_WINDOW))
                .admit(clock.instant());
    }

    /** The same for a request to the Logs Ingestion API. */
    OptionalLong admitUpload() {
        return uploads.admit(clock.instant());
    }

    final void clear() {
        windows.clear();
        uploads = new RateWindow(UPLOADS, UPLOAD_WINDOW);
    }
}
