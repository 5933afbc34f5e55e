package org.sentinelbridge.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;

/** How many bytes of UTF-8 a value may have; what is longer is cut without a word, as Log Analytics does. */
record FieldLimit(int bytes) {

    private static final int MOST_BYTES_OF_A_CHAR = 3;

    /** Numbers and the like are always short enough; of an object or an array, the beginning of its JSON text remains. */
    JsonNode cut(JsonNode value) {
        if (!value.isTextual() && !value.isContainerNode()) {
            return value;
        }
        String text = value.isTextual() ? value.textValue() : value.toString();
        if (text.length() <= bytes / MOST_BYTES_OF_A_CHAR) {
            return value;
        }
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        if (encoded.length <= bytes) {
            return value;
        }
        int end = bytes;
        while ((encoded[end] & 0xC0) == 0x80) {
            end--;
        }
        return TextNode.valueOf(new String(encoded, 0, end, StandardCharsets.UTF_8));
    }
}
