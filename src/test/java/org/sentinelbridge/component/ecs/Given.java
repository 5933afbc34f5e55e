package org.sentinelbridge.component.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.sentinelbridge.component.mapping.Mappings;
import org.sentinelbridge.component.records.SourceRecord;
import org.sentinelbridge.component.records.SourceRecord.Stream;

/** Records for tests, and the documents made of them, at a moment that stands still. */
final class Given {

    static final ObjectMapper JSON = new ObjectMapper();
    static final Path CASES = Path.of("src", "test", "resources", "records");
    static final Map<String, Object> ORIGIN = Map.of(
            "eventhub", "sentinel", "partition_id", "2", "consumer_group", "$Default", "offset", 4711L,
            "sequence_number", 12L, "enqueued_time", "2026-01-02T03:05:00.500Z");
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T04:00:00.987Z"), ZoneOffset.UTC);

    private Given() {}

    static DocumentMaker maker(String mode, String profile, ObjectNode settings) {
        try {
            return new DocumentMaker(new Mappings(Path.of("routes", "mappings"), settings), new Style(mode, profile, "default"), CLOCK);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static DocumentMaker maker(String profile) {
        return maker("ecs", profile, JSON.createObjectNode());
    }

    static SourceRecord event(String json) {
        return SourceRecord.of(Stream.EVENT, json.getBytes(StandardCharsets.UTF_8), ORIGIN);
    }

    static SourceRecord record(Stream stream, JsonNode json) {
        return SourceRecord.of(stream, json.toString().getBytes(StandardCharsets.UTF_8), stream == Stream.EVENT ? ORIGIN : Map.of());
    }

    static ObjectNode source(Document document) {
        try {
            return (ObjectNode) JSON.readTree(document.source());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
