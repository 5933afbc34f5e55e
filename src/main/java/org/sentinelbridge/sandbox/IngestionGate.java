package org.sentinelbridge.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

/** What the Logs Ingestion API checks before it looks at the rows: token, api-version, rule, role, stream, type, rate. */
final class IngestionGate {

    private static final Pattern API_VERSION = Pattern.compile("\\d{4}-\\d{2}-\\d{2}(-preview)?");
    private static final Pattern JSON = Pattern.compile("(?i)\\s*application/json\\s*(;.*)?");
    private static final String BEARER = "Bearer ";
    private static final int A_MINUTE = 60;
    private static final int MOST_PER_MINUTE = 12_000;

    private final LogAnalyticsOptions options;
    private final TokenStore tokens;
    private final Switches switches;
    private final Clock clock;
    private Instant windowEnd = Instant.EPOCH;
    private int inWindow;

    IngestionGate(LogAnalyticsOptions options, TokenStore tokens, Switches switches, Clock clock) {
        this.options = options;
        this.tokens = tokens;
        this.switches = switches;
        this.clock = clock;
    }

    /** @throws Rejected if the request must not pass */
    void check(Request request) {
        token(request);
        if (!API_VERSION.matcher(request.parameter("api-version").orElse("")).matches()) {
            throw IngestionErrors.of(400, "InvalidApiVersion", "The query parameter api-version is missing or not valid.");
        }
        place(request);
        if (!request.method().equals("POST")) {
            throw IngestionErrors.of(405, "MethodNotAllowed", "The method " + request.method() + " is not allowed.");
        }
        if (!JSON.matcher(request.header("Content-Type").orElse("")).matches()) {
            throw IngestionErrors.of(400, "UnsupportedContentType", "The content type must be application/json.");
        }
        rate();
    }

    void clear() {
        inWindow = 0;
        windowEnd = Instant.EPOCH;
    }

    private void token(Request request) {
        String header = request.header("Authorization").orElse("");
        TokenStore.Issued token = header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? tokens.find(header.substring(BEARER.length()).trim()).orElse(null)
                : null;
        if (token == null || token.audience() != Audience.MONITOR || !clock.instant().isBefore(token.expires())) {
            throw IngestionErrors.of(401, "InvalidToken", token == null
                    ? "The access token is missing or not valid."
                    : token.audience() != Audience.MONITOR
                            ? "The access token is for " + token.resource() + ", not for https://monitor.azure.com."
                            : "The access token has expired.");
        }
    }

    private void place(Request request) {
        var segments = request.segments();
        if (segments.size() != 4 || !segments.get(2).equals("streams") || !segments.get(1).equals(options.dcrImmutableId())) {
            throw IngestionErrors.of(404, "NotFound", "Data collection rule with immutable Id '"
                    + (segments.size() > 1 ? segments.get(1) : "") + "' not found.");
        }
        if (!switches.ingestionRole()) {
            throw IngestionErrors.of(403, "OperationFailed", "The authentication token provided does not have access to ingest data"
                    + " for the data collection rule with immutable Id '" + options.dcrImmutableId()
                    + "'. AccessGranted: False, IsRbacPresent: False");
        }
        if (!segments.get(3).equals(options.stream())) {
            throw IngestionErrors.of(400, "InvalidStream", "Stream " + segments.get(3)
                    + " was not configured in the data collection rule.");
        }
    }

    private void rate() {
        Instant now = clock.instant();
        if (!now.isBefore(windowEnd)) {
            windowEnd = now.plusSeconds(A_MINUTE);
            inWindow = 0;
        }
        if (switches.throttle() && inWindow >= MOST_PER_MINUTE) {
            long seconds = Math.max(1, Duration.between(now, windowEnd).toSeconds());
            throw new Rejected(IngestionErrors.ofStatus(429).with("Retry-After", Long.toString(seconds)));
        }
        inWindow++;
    }
}
