package org.sentinelbridge.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** A row that says what it is, to be seen in Log Analytics. */
record CanaryRow(String uuid, Instant time) {

    static CanaryRow now() {
        return new CanaryRow("sentinel-bridge-doctor-" + UUID.randomUUID(), Instant.now().truncatedTo(ChronoUnit.MILLIS));
    }

    JsonNode array() {
        var rows = JsonNodeFactory.instance.arrayNode();
        rows.addObject()
                .put("TimeGenerated", time.toString())
                .put("EventTime", time.toString())
                .put("AlertUuid", uuid)
                .put("RuleName", "Test of Sentinel Bridge (bridge doctor)")
                .put("Reason", "Sent to see whether rows arrive, please ignore")
                .put("Severity", "Informational");
        return rows;
    }
}
