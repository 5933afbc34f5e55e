package org.sentinelbridge.component.records;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Variable;
import org.sentinelbridge.component.records.SourceRecord.Stream;

/** Records that were kept as their text and their origin, which is all that else would be lost of them. */
public final class KeptRecords {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> ORIGIN = new TypeReference<>() {};

    /** What is to be kept beside the text of a record: {@code {"stream": "EVENT", "origin": {…}}}. */
    public static String origin(SourceRecord record) {
        var kept = JsonNodeFactory.instance.objectNode().put("stream", record.stream().name());
        kept.set("origin", JSON.valueToTree(record.origin()));
        return kept.toString();
    }

    /** The record again, as a list; one of an event if nothing was kept but its text. */
    public List<SourceRecord> read(byte[] text, @Variable("origin") String kept) throws JsonProcessingException {
        var json = JSON.readTree(Optional.ofNullable(kept).filter(given -> !given.isEmpty()).orElse("{}"));
        var origin = JSON.convertValue(json.path("origin").isObject() ? json.get("origin") : JsonNodeFactory.instance.objectNode(), ORIGIN);
        return List.of(SourceRecord.of(Stream.valueOf(json.path("stream").asText(Stream.EVENT.name())), text, origin));
    }
}
