package org.sentinelbridge.bench.events;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** Made-up rows of the table SecurityAlert, one an event, as a workspace's data export sends them. */
final class Records {

    private static final String TENANT = "5a4db0c5-0000-4000-8000-000000000007";
    private static final int MOST_ENTITIES = 6;

    private Records() {}

    /** Rows that are numbered from a number on, each as large as this, or as a row is at the least. */
    static List<byte[]> of(int from, int to, int bytes) {
        return IntStream.range(from, to).mapToObj(number -> row(number, bytes)).toList();
    }

    private static byte[] row(int number, int bytes) {
        var row = new JsonObject()
                .put("Type", "SecurityAlert")
                .put("TenantId", TENANT)
                .put("TimeGenerated", "2026-11-20T10:" + two(number / 60 % 60) + ":" + two(number % 60) + ".1234567Z")
                .put("SystemAlertId", new UUID(number * 0x9E3779B97F4A7C15L, number).toString())
                .put("AlertSeverity", List.of("High", "Medium", "Low", "Informational").get(number % 4))
                .put("AlertName", "Sign-in from an unfamiliar place");
        if (bytes > 2 * row.encode().length()) {
            row.put("ProviderName", "Azure Sentinel").put("ProductName", "Azure Sentinel").put("VendorName", "Microsoft")
                    .put("Status", "New").put("IsIncident", false)
                    .put("StartTime", "2026-11-20T09:58:00Z").put("EndTime", "2026-11-20T10:03:00Z")
                    .put("Tactics", "InitialAccess, Execution").put("Techniques", "[\"T1078\",\"T1059\"]")
                    .put("ExtendedProperties", new JsonObject().put("Query", "SigninLogs | where ResultType == 50126").encode())
                    .put("Entities", entities(number).encode());
        }
        var missing = bytes - row.encode().length() - ",\"Description\":\"\"".length();
        return row.put("Description", words(number, Math.max(0, missing))).encode().getBytes(StandardCharsets.UTF_8);
    }

    private static JsonArray entities(int number) {
        var entities = new JsonArray();
        for (var i = 0; i < MOST_ENTITIES; i += 2) {
            entities.add(new JsonObject().put("$id", String.valueOf(2 + i)).put("Type", "account")
                    .put("Name", "user" + number * 31 % 997).put("UPNSuffix", "example.com"));
            entities.add(new JsonObject().put("$id", String.valueOf(3 + i)).put("Type", "ip")
                    .put("Address", "198.51.100." + (number + i) % 250));
        }
        return entities;
    }

    private static String words(int number, int length) {
        var text = new StringBuilder();
        while (text.length() < length) {
            text.append("A user signed in from a place ").append(number).append(" that was never seen before. ");
        }
        return text.substring(0, length);
    }

    private static String two(int number) {
        return number < 10 ? "0" + number : String.valueOf(number);
    }
}
