package org.sentinelbridge.component.rows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Writes rows such that no field is longer than a table takes, and what is cut says so: a text ends with a mark; of a JSON value the
 * longest texts are cut first and long arrays shortened, and if that does not do, it becomes the beginning of its own text. Where all
 * fields together are more than a request takes, each is cut shorter.
 */
final class FieldLimit {

    private static final JsonMapper JSON = new JsonMapper();
    /** Half a surrogate pair, as Kibana's templates can leave behind, has no UTF-8; as an escape it is what was sent. */
    private static final JsonMapper ASCII = JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    private static final int[] TEXT_LENGTHS = {8_192, 2_048, 512, 128};
    /** In an array, with its brackets, it has fewer than the million bytes of a request. */
    private static final int MOST_ROW = 999_900;
    private static final int LEAST = 1_000;
    private static final int LENGTH_PER_ELEMENT = 64;

    private final int mostBytes;
    private final String cutColumn;

    /** @param cutColumn the column that names the fields which were cut; empty for none */
    FieldLimit(int mostBytes, String cutColumn) {
        this.mostBytes = mostBytes;
        this.cutColumn = cutColumn;
    }

    /** @param original what the row was made of; where it is a column as a whole, it need not be written anew */
    byte[] write(ObjectNode row, RowMaker.Original original) throws JsonProcessingException {
        var bytes = spliced(row, original);
        if (bytes.length <= mostBytes && !original.isAbridged()) {
            return bytes;
        }
        var most = mostBytes;
        var fitting = fitting(row, original, most, bytes);
        while (fitting.length > MOST_ROW && most > LEAST) {
            most /= 2;
            fitting = fitting(row, original, most, bytes);
        }
        return fitting;
    }

    private byte[] fitting(ObjectNode row, RowMaker.Original original, int most, byte[] whole) throws JsonProcessingException {
        var fitting = cut(row, original, most);
        return fitting.equals(row) && original.json().remaining() <= most ? whole : bytes(fitting);
    }

    private static byte[] spliced(ObjectNode row, RowMaker.Original original) throws JsonProcessingException {
        var last = "";
        for (var field : row.properties()) {
            last = field.getValue() == original.tree() ? field.getKey() : last;
        }
        if (last.isEmpty()) {
            return bytes(row);
        }
        row.remove(last);
        var others = bytes(row);
        row.set(last, original.tree());
        var name = bytes(TextNode.valueOf(last));
        var separator = row.size() > 1 ? 1 : 0;
        return ByteBuffer.allocate(others.length + separator + name.length + 1 + original.json().remaining())
                .put(others, 0, others.length - 1)
                .put(",".getBytes(StandardCharsets.UTF_8), 0, separator)
                .put(name)
                .put((byte) ':')
                .put(original.json().duplicate())
                .put((byte) '}')
                .array();
    }

    private ObjectNode cut(ObjectNode row, RowMaker.Original original, int most) throws JsonProcessingException {
        var result = JsonNodeFactory.instance.objectNode();
        var names = JsonNodeFactory.instance.arrayNode();
        for (var field : row.properties()) {
            var value = field.getValue();
            var fitting = value.isTextual() ? cutText(value, most) : cutValue(value, most);
            if (fitting != value || original.isAbridged() && (value == original.tree() || CutMark.endsIn(value.asText()))) {
                names.add(field.getKey());
            }
            result.set(field.getKey(), fitting);
        }
        if (!cutColumn.isEmpty() && !names.isEmpty()) {
            result.set(cutColumn, names);
        }
        return result;
    }

    private static JsonNode cutText(JsonNode text, int most) {
        return CutMark.utf8(text.textValue()) <= most ? text : TextNode.valueOf(CutMark.cut(text.textValue(), most));
    }

    private static JsonNode cutValue(JsonNode value, int most) throws JsonProcessingException {
        if (!value.isContainerNode() || bytes(value).length <= most) {
            return value;
        }
        for (var length : TEXT_LENGTHS) {
            var smaller = smaller(value, length);
            if (bytes(smaller).length <= most) {
                return smaller;
            }
        }
        var text = new String(bytes(value), StandardCharsets.UTF_8);
        var cut = TextNode.valueOf(CutMark.cut(text, most));
        var tooMany = Math.max(0, bytes(cut).length - most);
        return TextNode.valueOf(CutMark.cut(text, most - tooMany));
    }

    private static JsonNode smaller(JsonNode value, int length) {
        if (value.isTextual() && value.textValue().length() > length) {
            return TextNode.valueOf(CutMark.cut(value.textValue(), length));
        }
        if (value instanceof ObjectNode object) {
            var result = JsonNodeFactory.instance.objectNode();
            object.properties().forEach(member -> result.set(member.getKey(), smaller(member.getValue(), length)));
            return result;
        }
        if (value instanceof ArrayNode array) {
            var most = Math.max(1, length / LENGTH_PER_ELEMENT);
            var result = JsonNodeFactory.instance.arrayNode();
            for (var i = 0; i < array.size() && i < most; i++) {
                result.add(smaller(array.get(i), length));
            }
            if (array.size() > most) {
                result.add(CutMark.elements(array.size() - most));
            }
            return result;
        }
        return value;
    }

    static byte[] bytes(JsonNode value) throws JsonProcessingException {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            return ASCII.writeValueAsBytes(value);
        }
    }
}
