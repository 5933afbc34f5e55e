package org.sentinelbridge.operate.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;

/**
 * A row that says what it is, to be seen in Log Analytics. The analytics rules pass it over.
 *
 * @param column which has the row's id
 * @param texts other columns
 */
record CanaryRow(String column, String id, Instant time, Map<String, String> texts) {

    private static final String NAME = "Test of Sentinel Bridge (bridge doctor)";
    private static final String TEXT = "Sent to see whether rows arrive, please ignore";

    static CanaryRow ofAlert() {
        return of("AlertUuid", Map.of("RuleName", NAME, "Reason", TEXT, "Severity", "Informational"));
    }

    static CanaryRow ofCase() {
        return of("RowId", Map.of("Headline", NAME, "Summary", TEXT, "Severity", "Informational"));
    }

    private static CanaryRow of(String column, Map<String, String> texts) {
        return new CanaryRow(column, "sentinel-bridge-doctor-" + UUID.randomUUID(), Instant.now().truncatedTo(ChronoUnit.MILLIS), texts);
    }

    JsonNode array() {
        var rows = JsonNodeFactory.instance.arrayNode();
        var row = rows.addObject().put("TimeGenerated", time.toString()).put("EventTime", time.toString()).put(column, id);
        texts.forEach(row::put);
        return rows;
    }
}
