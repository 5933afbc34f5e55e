package org.sentinelbridge.sandbox.kibana;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Optional;

/** JSON in and out. */
final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    static ArrayNode array(Collection<? extends JsonNode> elements) {
        return array().addAll(elements);
    }

    /** @throws Refused with 400 if it is no JSON object */
    static ObjectNode object(byte[] body) {
        if (read(body).orElseThrow(() -> Refused.of(400, "invalid JSON in the request body")) instanceof ObjectNode object) {
            return object;
        }
        throw Refused.of(400, "[request body]: expected a plain object value");
    }

    /** What the text says, or nothing if it is no JSON. */
    static Optional<JsonNode> read(byte[] text) {
        try {
            return Optional.ofNullable(MAPPER.readTree(text)).filter(node -> !node.isMissingNode());
        } catch (JsonProcessingException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** JSON as Java's own lists and maps. */
    static Object plain(JsonNode node) {
        return MAPPER.convertValue(node, Object.class);
    }

    static JsonNode node(Object plain) {
        return MAPPER.valueToTree(plain);
    }
}
