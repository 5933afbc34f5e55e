package org.sentinelbridge.rows;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.sentinelbridge.mapping.Mappings;
import org.sentinelbridge.outbox.OutboxMessage;

/** Makes a row of a message by a mapping. */
final class RowMaker {

    /** As a tree a document takes up to twenty times its size, and there is more than one at a time; larger ones are abridged before. */
    private static final int MOST_BYTES = 2_000_000;
    private static final int MOST_SAID = 1_000;
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    /** What is accepted as a document must also be readable here. */
    private static final JsonMapper LENIENT = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonParser.Feature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private final Mappings mappings;
    private final String mapping;
    private final String as;
    private final FieldLimit limit;

    /** @param as the name under which the mapping sees the message */
    RowMaker(Mappings mappings, String mapping, String as, FieldLimit limit) {
        this.mappings = mappings;
        this.mapping = mapping;
        this.as = as;
        this.limit = limit;
    }

    Row row(OutboxMessage message) {
        try {
            var original = message.length() > MOST_BYTES ? abridged(message) : read(message);
            if (original.tree.isMissingNode()) {
                throw new IllegalArgumentException("it is empty");
            }
            var document = JsonNodeFactory.instance.objectNode();
            document.set(as, original.tree);
            if (mappings.apply(mapping, document) instanceof ObjectNode row) {
                return new Row(message, limit.write(row, original), Optional.empty());
            }
            throw new IllegalArgumentException("the mapping makes no JSON object of it");
        } catch (JsonProcessingException e) {
            return faulty(message, e.getOriginalMessage());
        } catch (IOException | RuntimeException e) {
            return faulty(message, String.valueOf(e.getMessage()));
        }
    }

    private static Original read(OutboxMessage message) throws IOException {
        var json = ByteBuffer.wrap(message.bytes(), message.from(), message.length());
        try {
            return new Original(STRICT.readTree(message.bytes(), message.from(), message.length()), json, false);
        } catch (JsonProcessingException e) {
            var tree = LENIENT.readTree(message.bytes(), message.from(), message.length());
            return new Original(tree, ByteBuffer.wrap(FieldLimit.bytes(tree)), false);
        }
    }

    private static Original abridged(OutboxMessage message) throws IOException {
        var json = new Abridgement(LENIENT.getFactory(), MOST_BYTES).of(message.bytes(), message.from(), message.length());
        return new Original(STRICT.readTree(json), ByteBuffer.wrap(json), true);
    }

    /**
     * What a row is made of.
     *
     * @param json the tree as JSON that everybody can read
     * @param isAbridged whether something is missing already
     */
    record Original(JsonNode tree, ByteBuffer json, boolean isAbridged) {}

    /** Mappings that fail like to say the value that they failed with, which may be all of the message. */
    private Row faulty(OutboxMessage message, String why) {
        var said = why.length() <= MOST_SAID ? why : FieldLimit.cutText(why, MOST_SAID);
        return new Row(message, new byte[0], Optional.of("routes/mappings/" + mapping + ".jslt: " + said));
    }
}
