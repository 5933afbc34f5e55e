package org.sentinelbridge.component.polling;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sentinelbridge.component.records.SourceRecord;
import org.sentinelbridge.component.records.SourceRecord.Stream;

/**
 * An incident of which something is to be read; see azure-rest-api-specs Incidents.json 2024-03-01.
 *
 * @param name its id within the workspace; empty for what has none, which Sentinel never sends
 * @param version changes with every modification; empty if it is not known
 * @param modified {@code properties.lastModifiedTimeUtc} as it was sent; empty if it is not known
 * @param json all of it, UTF-8; if it is not known, an object with its name
 */
public record Incident(String name, String version, String modified, byte[] json) {

    static Incident of(JsonNode json) {
        var modified = modified(json);
        return new Incident(json.path("name").asText(""), json.path("etag").asText(modified), modified, bytes(json));
    }

    /** One that was listed by an earlier poll. */
    static Incident named(String name, JsonNode json) {
        return new Incident(name, "", "", bytes(json));
    }

    private static String modified(JsonNode json) {
        return json.path("properties").path("lastModifiedTimeUtc").asText("");
    }

    /** When an incident had been modified that is as Sentinel sends it; empty if that is not known. */
    static Optional<Instant> modifiedAt(JsonNode json) {
        return time(modified(json));
    }

    Optional<Instant> modifiedAt() {
        return time(modified);
    }

    static Optional<Instant> time(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** An element of a list, as a record of one of the data streams. */
    static SourceRecord record(Stream stream, JsonNode json) {
        return new SourceRecord(stream, bytes(json), json.isObject() ? "" : "It is no JSON object", Map.of());
    }

    /**
     * The alerts of an incident, {@code {"value": [alert, …]}}, as records.
     *
     * @throws IOException if it is anything else; a page of a proxy does not mean that there are none
     */
    static List<SourceRecord> alertRecords(JsonNode answer) throws IOException {
        if (!answer.path("value").isArray()) {
            throw new IOException("Sentinel's list of the alerts of an incident has no member value");
        }
        var found = new ArrayList<SourceRecord>();
        answer.path("value").forEach(alert -> found.add(record(Stream.ALERT, alert)));
        return found;
    }

    private static byte[] bytes(JsonNode json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }
}
