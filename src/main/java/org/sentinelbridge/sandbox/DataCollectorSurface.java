package org.sentinelbridge.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The old HTTP Data Collector API: rows signed with the workspace's key become rows of a classic table. Source: learn.microsoft.com
 * azure-monitor/logs/data-collector-api (headers, signature, return codes, limits).
 */
final class DataCollectorSurface implements Surface {

    private static final int MOST_BYTES = 30 * 1024 * 1024;
    private static final Duration CLOCK_DIFFERENCE = Duration.ofMinutes(15);
    private static final Pattern LOG_TYPE = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,99}");

    private final DataCollectorKey key;
    private final LogAnalytics logs;
    private final Clock clock;

    DataCollectorSurface(LogAnalyticsOptions options, LogAnalytics logs, Clock clock) {
        this.key = new DataCollectorKey(options.workspaceId(), options.workspaceKey());
        this.logs = logs;
        this.clock = clock;
    }

    @Override
    public boolean serves(Request request) {
        return request.segments().equals(List.of("api", "logs"));
    }

    @Override
    public void arrived(Request request) {
        logs.request();
    }

    @Override
    public Answer answer(Request request) {
        if (!request.method().equals("POST") || request.body().length > MOST_BYTES) {
            throw error(404, "NotFound", "The URL is wrong, or the request is too large.");
        }
        switch (request.parameter("api-version").orElse("")) {
            case "2016-04-01" -> { }
            case "" -> throw error(400, "MissingApiVersion", "The API version was not specified.");
            default -> throw error(400, "InvalidApiVersion", "The API version is not recognised by the service.");
        }
        String type = request.header("Content-Type")
                .orElseThrow(() -> error(400, "MissingContentType", "The content type was not specified."));
        if (!type.equals("application/json")) {
            throw error(400, "UnsupportedContentType", "The content type was not set to application/json.");
        }
        authorize(request);
        String logType = request.header("Log-Type")
                .orElseThrow(() -> error(400, "MissingLogType", "The required log type was not specified."));
        if (!LOG_TYPE.matcher(logType).matches()) {
            throw error(400, "InvalidLogType", "The log type contains special characters or numerics.");
        }
        LogRows table = logs.table(logType + "_CL");
        rows(request).forEach(row -> table.add(ClassicColumns.of(row)));
        return Answer.empty(200);
    }

    @Override
    public Answer refusal(int status) {
        return error(status, status == 503 ? "ServiceUnavailable" : "UnspecifiedError", "The service cannot process this.").answer();
    }

    @Override
    public Answer dress(Request request, Answer answer) {
        logs.answered(answer.status());
        return answer.withDefaults(Map.of("x-ms-request-id", UUID.randomUUID().toString()));
    }

    private void authorize(Request request) {
        String date = request.header("x-ms-date").orElse("");
        if (!isNow(date) || !key.signs(request.header("Authorization").orElse(""), request.body().length, date)) {
            throw error(403, "InvalidAuthorization", "The service failed to authenticate the request. Verify that the workspace ID"
                    + " and connection key are valid.");
        }
    }

    private boolean isNow(String date) {
        try {
            Instant time = DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from);
            return Duration.between(time, clock.instant()).abs().compareTo(CLOCK_DIFFERENCE) <= 0;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static List<ObjectNode> rows(Request request) {
        try {
            return RowStream.read(request.body());
        } catch (IOException e) {
            throw error(400, "InvalidDataFormat", "Invalid JSON was submitted: " + e.getMessage());
        }
    }

    private static Rejected error(int status, String code, String message) {
        return new Rejected(Answer.json(status, Json.object().put("Error", code).put("Message", message)));
    }
}
