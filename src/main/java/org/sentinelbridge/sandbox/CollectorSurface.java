package org.sentinelbridge.sandbox;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The HTTP Data Collector API, which Microsoft has retired in favour of the Logs Ingestion API. It answers 200 without a
 * body. Source: learn.microsoft.com azure-monitor/logs/data-collector-api.
 */
final class CollectorSurface implements Surface {

    private static final int MOST_BYTES = 30 * 1024 * 1024;
    private static final String VERSION = "2016-04-01";
    private static final Pattern LOG_TYPE = Pattern.compile("[A-Za-z0-9_]{1,100}");
    private static final Pattern JSON = Pattern.compile("(?i)\\s*application/json\\s*(;.*)?");

    private final SharedKeyGate gate;
    private final LogTables tables;
    private final InferredColumns columns;

    CollectorSurface(SharedKeyGate gate, LogTables tables, InferredColumns columns) {
        this.gate = gate;
        this.tables = tables;
        this.columns = columns;
    }

    @Override
    public boolean serves(Request request) {
        return request.segments().equals(List.of("api", "logs"));
    }

    @Override
    public void arrived(Request request) {
        tables.request();
    }

    @Override
    public Answer answer(Request request) {
        if (!request.method().equals("POST") || request.body().length > MOST_BYTES) {
            throw new Rejected(CollectorErrors.ofStatus(404));
        }
        checkApiVersion(request);
        String logType = logType(request);
        checkContentType(request);
        gate.check(request);
        byte[] body = request.body();
        try (InputStream rows = rows(body)) {
            RowStream.check(rows);
        } catch (IOException e) {
            throw CollectorErrors.of(400, "InvalidDataFormat", "Invalid JSON was submitted: " + e.getMessage());
        }
        store(body, request.header("time-generated-field").orElse(""), logType + "_CL");
        return Answer.empty(200);
    }

    @Override
    public Answer refusal(int status) {
        return CollectorErrors.ofStatus(status);
    }

    @Override
    public void answered(int status) {
        tables.answered(status);
    }

    @Override
    public Answer dress(Request request, Answer answer) {
        return answer.withDefaults(Map.of("x-ms-request-id", RequestIds.next()));
    }

    private static void checkApiVersion(Request request) {
        String version = request.parameter("api-version").orElse("");
        if (version.isEmpty()) {
            throw CollectorErrors.of(400, "MissingApiVersion", "The API version wasn't specified.");
        }
        if (!version.equals(VERSION)) {
            throw CollectorErrors.of(
                    400, "InvalidApiVersion", "The specified API version isn't recognized by the service.");
        }
    }

    private static String logType(Request request) {
        String logType = request.header("Log-Type").orElse("");
        if (logType.isEmpty()) {
            throw CollectorErrors.of(400, "MissingLogType", "The value for required Log-Type header was not specified.");
        }
        if (!LOG_TYPE.matcher(logType).matches()) {
            throw CollectorErrors.of(
                    400, "InvalidLogType", "The specified log type contained special characters or is too long.");
        }
        return logType;
    }

    private static void checkContentType(Request request) {
        String type = request.header("Content-Type").orElse("");
        if (type.isEmpty()) {
            throw CollectorErrors.of(400, "MissingContentType", "The content type wasn't specified.");
        }
        if (!JSON.matcher(type).matches()) {
            throw CollectorErrors.of(400, "UnsupportedContentType", "The content type wasn't set to application/json.");
        }
    }

    private void store(byte[] body, String timeField, String table) {
        try (InputStream rows = rows(body)) {
            RowStream.each(rows, row -> columns.add(row, timeField, tables.table(table)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A single record may come without an array around it. */
    private static InputStream rows(byte[] body) {
        int first = 0;
        while (first < body.length && Character.isWhitespace(body[first])) {
            first++;
        }
        InputStream bare = new ByteArrayInputStream(body);
        if (first == body.length || body[first] != '{') {
            return bare;
        }
        return new SequenceInputStream(Collections.enumeration(List.of(text("["), bare, text("]"))));
    }

    private static InputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }
}
