package org.sentinelbridge.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPInputStream;

/**
 * The Logs Ingestion API: takes rows for the stream of a data collection rule and keeps of them what the table's columns
 * can hold. Sources: DataCollectionRules.json 2023-01-01 of azure-rest-api-specs; azure-monitor's logs-ingestion-api-overview and
 * its limits (1 MB a call, 64 KB a field, 12,000 requests a minute).
 */
final class IngestionSurface implements Surface {

    private static final int MOST_BYTES = 1_048_576;
    private static final int MOST_UNPACKED = 50 * 1024 * 1024;
    private static final int MOST_FIELD_BYTES = 65_536;

    private final LogAnalyticsOptions options;
    private final IngestionGate gate;
    private final LogAnalytics logs;
    private final Switches switches;

    IngestionSurface(LogAnalyticsOptions options, IngestionGate gate, LogAnalytics logs, Switches switches) {
        this.options = options;
        this.gate = gate;
        this.logs = logs;
        this.switches = switches;
    }

    @Override
    public boolean serves(Request request) {
        return !request.segments().isEmpty() && request.segments().get(0).equals("dataCollectionRules");
    }

    @Override
    public void arrived(Request request) {
        logs.request();
    }

    @Override
    public Answer answer(Request request) {
        gate.check(request);
        byte[] body = unpacked(request);
        limit(switches.ingestionLimitUnpacked() ? body.length : 0);
        List<ObjectNode> rows;
        try {
            rows = RowStream.read(body);
        } catch (IOException e) {
            throw IngestionErrors.of(400, "InvalidPayload", "The request body is not valid: " + e.getMessage());
        }
        String poison = switches.rejectRowsWith();
        if (!poison.isEmpty() && new String(body, StandardCharsets.UTF_8).contains(poison)) {
            throw IngestionErrors.of(400, "RecordsTimeRangeIsMoreThan30Minutes",
                    "The time range of the records in the payload is more than 30 minutes.");
        }
        rows.forEach(this::keep);
        return Answer.empty(204);
    }

    @Override
    public Answer refusal(int status) {
        return IngestionErrors.ofStatus(status);
    }

    @Override
    public Answer dress(Request request, Answer answer) {
        logs.answered(answer.status());
        return answer.withDefaults(Map.of("x-ms-request-id", UUID.randomUUID().toString()));
    }

    private static byte[] unpacked(Request request) {
        limit(request.body().length);
        String encoding = request.header("Content-Encoding").orElse("identity");
        if (encoding.equalsIgnoreCase("identity")) {
            return request.body();
        }
        if (!encoding.equalsIgnoreCase("gzip")) {
            throw IngestionErrors.of(415, "UnsupportedContentEncoding", "Content-Encoding '" + encoding + "' is not supported.");
        }
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(request.body()))) {
            byte[] body = gzip.readNBytes(MOST_UNPACKED + 1);
            if (body.length > MOST_UNPACKED) {
                throw IngestionErrors.tooLarge(body.length, MOST_UNPACKED);
            }
            return body;
        } catch (IOException e) {
            throw IngestionErrors.of(400, "InvalidPayload", "The request body is no valid gzip.");
        }
    }

    private static void limit(int bytes) {
        if (bytes > MOST_BYTES) {
            throw IngestionErrors.tooLarge(bytes, MOST_BYTES);
        }
    }

    /** Columns that the table does not have vanish without a word, which Azure's users find hard to believe. */
    private void keep(ObjectNode row) {
        Map<String, String> columns = options.table().columns();
        LogRows table = logs.table(options.table().name());
        ObjectNode kept = Json.object();
        row.properties().forEach(field -> {
            if (!columns.isEmpty() && !columns.containsKey(field.getKey())) {
                table.vanished(field.getKey());
                return;
            }
            JsonNode value = ColumnTypes.fit(columns.getOrDefault(field.getKey(), "dynamic"), field.getValue(), MOST_FIELD_BYTES);
            if (value.isNull() && !field.getValue().isNull()) {
                table.mismatch();
            }
            kept.set(field.getKey(), value);
        });
        table.add(kept);
    }
}
