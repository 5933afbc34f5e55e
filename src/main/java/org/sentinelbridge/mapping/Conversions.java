package org.sentinelbridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.function.Function;

/**
 * Values as Elasticsearch's {@code convert} processor makes them of others: by their text, whatever they are; of a list each of its
 * elements. Null is what cannot be converted.
 */
final class Conversions {

    private Conversions() {}

    /** Without a fraction, without blanks; {@code 0x1F} is one, too. */
    static JsonNode toLong(JsonNode value) {
        return converted(value, text ->
                LongNode.valueOf(text.startsWith("0x") || text.startsWith("-0x") ? Long.decode(text) : Long.parseLong(text)));
    }

    /** A whole number gets a fraction; NaN and infinity are numbers. */
    static JsonNode toDouble(JsonNode value) {
        return converted(value, text -> DoubleNode.valueOf(Double.parseDouble(text)));
    }

    /** Of true and false, whatever their capitals. */
    static JsonNode toBoolean(JsonNode value) {
        return converted(value, text -> text.equalsIgnoreCase("true") ? BooleanNode.TRUE
                : text.equalsIgnoreCase("false") ? BooleanNode.FALSE
                : NullNode.instance);
    }

    private static JsonNode converted(JsonNode value, Function<String, JsonNode> conversion) {
        if (!value.isArray()) {
            return ofText(value, conversion);
        }
        var all = JsonNodeFactory.instance.arrayNode(value.size());
        for (var element : value) {
            var one = ofText(element, conversion);
            if (one.isNull()) {
                return one;
            }
            all.add(one);
        }
        return all;
    }

    private static JsonNode ofText(JsonNode value, Function<String, JsonNode> conversion) {
        if (value.isNull() || value.isContainerNode()) {
            return NullNode.instance;
        }
        try {
            return conversion.apply(value.asText());
        } catch (NumberFormatException e) {
            return NullNode.instance;
        }
    }
}
