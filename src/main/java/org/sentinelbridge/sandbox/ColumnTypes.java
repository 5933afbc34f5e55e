package org.sentinelbridge.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * What Log Analytics makes of a value for a column of some type: a value that does not fit becomes null, and one that is too long
 * is cut, both without a word. Sources: azure-monitor-limits-custom-logs.md (64 KB a field), data types of the tables API.
 */
final class ColumnTypes {

    private ColumnTypes() {}

    /** The value as the column holds it; null in JSON's sense if it does not fit. */
    static JsonNode fit(String type, JsonNode value, int mostBytes) {
        if (value.isNull()) {
            return value;
        }
        boolean fits = switch (type) {
            case "datetime" -> value.isTextual() && isTime(value.textValue());
            case "long", "int" -> value.isIntegralNumber();
            case "real" -> value.isNumber();
            case "boolean", "bool" -> value.isBoolean();
            case "guid" -> value.isTextual() && isGuid(value.textValue());
            default -> true;
        };
        return fits ? cut(value, mostBytes) : NullNode.instance;
    }

    /** Texts are cut; of a JSON value that is too long nothing but the beginning of its text is left. */
    static JsonNode cut(JsonNode value, int mostBytes) {
        byte[] bytes = value.isTextual() ? value.textValue().getBytes(StandardCharsets.UTF_8) : Json.bytes(value);
        if (bytes.length <= mostBytes) {
            return value;
        }
        CharBuffer text = CharBuffer.allocate(mostBytes);
        StandardCharsets.UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.IGNORE)
                .decode(ByteBuffer.wrap(bytes, 0, mostBytes), text, true);
        return TextNode.valueOf(text.flip().toString());
    }

    private static boolean isTime(String text) {
        try {
            OffsetDateTime.parse(text);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static boolean isGuid(String text) {
        try {
            return UUID.fromString(text).toString().equalsIgnoreCase(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
