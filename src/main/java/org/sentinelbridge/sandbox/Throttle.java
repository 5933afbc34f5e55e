package org.sentinelbridge.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The services' own limits. Sentinel's are per operation, in windows of five minutes; source: learn.microsoft.com
 * rest/api/securityinsights/request-limits-and-throttling. The Logs Ingestion API takes 12,000 requests a minute for each
 * data collection rule; source: learn.microsoft.com azure-monitor/service-limits, section "Logs Ingestion API". Tests that cannot wait for
 * five minutes set a shorter window.
 */
final class Throttle {

    /** How many incidents, and how many comments, may be written in a window of so many seconds. */
    record Limits(int writes, int seconds) {

        static final Limits OF_SENTINEL = new Limits(Operation.PUT_INCIDENT.limit(), 300);

        ObjectNode describe() {
            return Json.object().put("limit", writes).put("seconds", seconds);
        }
    }

    private static final Set<Operation> WRITES = Set.of(Operation.PUT_INCIDENT, Operation.PUT_COMMENT);
    private static final Duration UPLOAD_WINDOW = Duration.ofMinutes(1);
    private static final int UPLOADS = 12_000;

    private final Clock clock;
    private final Map<Operation, RateWindow> windows = new EnumMap<>(Operation.class);
    private Limits limits = Limits.OF_SENTINEL;
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
        return windows.computeIfAbsent(operation, this::window).admit(clock.instant());
    }

    private RateWindow window(Operation operation) {
        int limit = WRITES.contains(operation) ? limits.writes() : operation.limit();
        return new RateWindow(limit, Duration.ofSeconds(limits.seconds()));
    }

    /** The same for a request to the Logs Ingestion API. */
    OptionalLong admitUpload() {
        return uploads.admit(clock.instant());
    }

    Limits limits() {
        return limits;
    }

    /** Begins anew with other limits. */
    void limit(Limits others) {
        limits = others;
        clear();
    }

    final void clear() {
        windows.clear();
        uploads = new RateWindow(UPLOADS, UPLOAD_WINDOW);
    }
}
