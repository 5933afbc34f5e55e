package org.sentinelbridge.component.rows;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.regex.Pattern;
import org.sentinelbridge.base.json.JsonLimits;
import org.sentinelbridge.base.validation.JsonFault;
import org.sentinelbridge.component.mapping.Mappings;
import org.sentinelbridge.component.outbox.OutboxMessage;

/** Makes a row of a message by a mapping. */
final class RowMaker {

    /** As a tree a document takes up to twenty times its size, and there is more than one at a time; larger ones are abridged before. */
    private static final int MOST_BYTES = 2_000_000;
    private static final int MOST_SAID = 1_000;
    /** The member by which a row names its stream; no column can be called like this. */
    private static final String STREAM = "@stream";
    private static final Pattern STREAMS = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,99}");
    private static final StreamReadConstraints OF_TREES = StreamReadConstraints.builder()
            .maxStringLength(MOST_BYTES)
            .maxTokenCount(JsonLimits.MOST_TOKENS)
            .build();
    /** So many bytes have no more tokens than that: {@code [],} has two. */
    private static final int MOST_ABRIDGED = 600_000;
    /** Of what is read token by token; who accepts messages has limited their size. */
    private static final StreamReadConstraints OF_STREAMS =
            StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).maxTokenCount(-1).build();
    private static final JsonMapper STRICT = JsonMapper.builder(factory(OF_TREES))
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    /** What is accepted as a document must also be readable here. */
    private static final JsonMapper LENIENT = lenient(OF_TREES);
    private static final JsonMapper LENIENT_STREAMS = lenient(OF_STREAMS);

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

    private static JsonFactory factory(StreamReadConstraints limits) {
        return JsonFactory.builder().streamReadConstraints(limits).build();
    }

    private static JsonMapper lenient(StreamReadConstraints limits) {
        return JsonMapper.builder(factory(limits))
                .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
                .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(JsonParser.Feature.INCLUDE_SOURCE_IN_LOCATION)
                .build();
    }

    Row row(OutboxMessage message) {
        try {
            var original = message.length() > MOST_BYTES ? abridged(message) : read(message);
            if (original.tree.isMissingNode()) {
                throw new IllegalArgumentException("it is empty");
            }
            if (!original.tree.isObject()) {
                throw new IllegalArgumentException("it is no JSON object");
            }
            var document = JsonNodeFactory.instance.objectNode();
            document.set(as, original.tree);
            var made = mappings.apply(mapping, document);
            if (made.isNull()) {
                return Row.dropped(message);
            }
            if (made instanceof ObjectNode row) {
                var stream = stream(row);
                return Row.of(message, limit.write(row, original), stream);
            }
            throw new IllegalArgumentException("the mapping makes neither a JSON object of it nor null, which drops it");
        } catch (JsonProcessingException e) {
            return faulty(message, "it cannot be read as JSON: " + JsonFault.located(e));
        } catch (IOException | RuntimeException e) {
            return faulty(message, String.valueOf(e.getMessage()));
        }
    }

    /** Whether the mapping names streams, for whatever message. */
    boolean namesStreams() {
        return mappings.mentions(mapping, '"' + STREAM + '"');
    }

    /** Takes the name of the stream off the row, as it is no column. */
    private static String stream(ObjectNode row) {
        var named = row.remove(STREAM);
        if (named == null || named.isNull()) {
            return "";
        }
        if (!named.isTextual() || !STREAMS.matcher(named.textValue()).matches()) {
            throw new IllegalArgumentException(STREAM + " must name a stream, such as Custom-ElasticSecurityAlerts_CL");
        }
        return named.textValue();
    }

    private static Original read(OutboxMessage message) throws IOException {
        var json = ByteBuffer.wrap(message.bytes(), message.from(), message.length());
        try {
            return new Original(STRICT.readTree(message.bytes(), message.from(), message.length()), json, false);
        } catch (StreamConstraintsException e) {
            return abridged(message);
        } catch (JsonProcessingException e) {
            var tree = LENIENT.readTree(message.bytes(), message.from(), message.length());
            return new Original(tree, ByteBuffer.wrap(FieldLimit.bytes(tree)), false);
        }
    }

    private static Original abridged(OutboxMessage message) throws IOException {
        var json = new Abridgement(LENIENT_STREAMS.getFactory(), MOST_ABRIDGED).of(message.bytes(), message.from(), message.length());
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
        var said = why.length() <= MOST_SAID ? why : CutMark.cut(why, MOST_SAID);
        return Row.faulty(message, "routes/mappings/" + mapping + ".jslt: " + said);
    }
}
