package org.sentinelbridge.sandbox;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What the Logs Ingestion API checks before it looks at the body: token, address, api-version, rule, role, request limit,
 * stream. In which order Azure does so is not documented.
 */
final class IngestionGate {

    /** Those in azure-rest-api-specs, specification/monitor/data-plane/ingestion. */
    private static final Set<String> API_VERSIONS = Set.of("2023-01-01", "2021-11-01-preview");

    private static final int PARTS = 4;

    private final SandboxOptions options;
    private final TokenGate tokens;
    private final Switches switches;
    private final Throttle throttle;

    IngestionGate(SandboxOptions options, TokenGate tokens, Switches switches, Throttle throttle) {
        this.options = options;
        this.tokens = tokens;
        this.switches = switches;
        this.throttle = throttle;
    }

    /** @throws Rejected if the request must not pass */
    void check(Request request) {
        tokens.check(request);
        address(request);
        apiVersion(request);
        rule(request.segments().get(1));
        limits();
        stream(request.segments().get(3));
    }

    private static void address(Request request) {
        List<String> parts = request.segments();
        if (parts.size() != PARTS || !parts.get(2).equalsIgnoreCase("streams")) {
            throw IngestionErrors.of(404, "NotFound", "Nothing is at '" + request.path() + "'.");
        }
        if (!request.method().equals("POST")) {
            throw IngestionErrors.of(
                    405, "MethodNotAllowed", "The HTTP method '" + request.method() + "' is not supported.");
        }
    }

    private static void apiVersion(Request request) {
        String version = request.parameter("api-version").orElse("");
        if (version.isEmpty()) {
            throw IngestionErrors.of(
                    400,
                    "MissingApiVersionParameter",
                    "The api-version query parameter (?api-version=) is required for all requests.");
        }
        if (!API_VERSIONS.contains(version)) {
            throw IngestionErrors.of(
                    400, "InvalidApiVersionParameter", "The api-version '" + version + "' is not supported.");
        }
    }

    private void rule(String rule) {
        if (!rule.equals(options.logAnalytics().dcrImmutableId())) {
            throw IngestionErrors.of(
                    404, "NotFound", "Data collection rule with immutable Id '" + rule + "' not found.");
        }
        if (!switches.ingestionRole()) {
            throw IngestionErrors.noRole(rule, options.tenantId(), TokenStore.principal(options));
        }
    }

    private void limits() {
        OptionalLong retryAfter = switches.throttle() ? throttle.admitUpload() : OptionalLong.empty();
        if (retryAfter.isPresent()) {
            throw new Rejected(IngestionErrors.ofStatus(429)
                    .with("Retry-After", Long.toString(retryAfter.getAsLong())));
        }
    }

    private void stream(String stream) {
        if (options.logAnalytics().streams().stream().noneMatch(known -> known.name().equals(stream))) {
            throw IngestionErrors.of(
                    400,
                    "InvalidStream",
                    "The stream '" + stream + "' was not configured in the data collection rule with immutable Id '"
                            + options.logAnalytics().dcrImmutableId() + "'.");
        }
    }
}
