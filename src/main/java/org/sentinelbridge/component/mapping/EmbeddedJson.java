package org.sentinelbridge.component.mapping;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON within a JSON text, as Log Analytics exports its dynamic columns. */
final class EmbeddedJson {

    private static final int MOST_DEPTH = 50;
    private static final int MOST_LENGTH = 1_000_000;
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MOST_DEPTH).build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private EmbeddedJson() {}

    /** The object or array; null if it is none, or too long or deep to look into. */
    static JsonNode parsed(JsonNode value) {
        if (value.isContainerNode()) {
            return value;
        }
        if (!value.isTextual() || !looksLikeJson(value.textValue())) {
            return NullNode.instance;
        }
        try {
            return JSON.readTree(value.textValue());
        } catch (JsonProcessingException e) {
            return NullNode.instance;
        }
    }

    static JsonNode parsedMembers(JsonNode value) {
        if (!(value instanceof ObjectNode object)) {
            return value;
        }
        var result = object;
        for (var member : object.properties()) {
            if (member.getValue().isTextual() && looksLikeJson(member.getValue().textValue())) {
                var parsed = parsed(member.getValue());
                if (!parsed.isNull()) {
                    result = result == object ? copy(object) : result;
                    result.set(member.getKey(), parsed);
                }
            }
        }
        return result;
    }

    private static ObjectNode copy(ObjectNode object) {
        var copy = object.objectNode();
        return copy.setAll(object);
    }

    private static boolean looksLikeJson(String text) {
        if (text.length() > MOST_LENGTH) {
            return false;
        }
        var json = text.strip();
        if (json.length() < 2) {
            return false;
        }
        var begin = json.charAt(0);
        var end = json.charAt(json.length() - 1);
        return begin == '{' && end == '}' || begin == '[' && end == ']';
    }
}
