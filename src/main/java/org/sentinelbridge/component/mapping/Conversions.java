package org.sentinelbridge.component.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.math.BigDecimal;
import java.util.function.Function;

/**
 * Values as Elasticsearch's {@code convert} processor makes them of others: by their text, whatever they are; of a list each of its
 * elements. Null is what cannot be converted.
 */
final class Conversions {

    private static final int MOST_DIGITS = 100;

    private Conversions() {}

    /** Without a fraction, without blanks; {@code 0x1F} is one, too. */
    static JsonNode toLong(JsonNode value) {
        return converted(value, Conversions::asLong);
    }

    /** As {@link #toLong}, and whole numbers that are written with a fraction, an exponent or blanks around them, too: {@code 7.0}. */
    static JsonNode toWhole(JsonNode value) {
        return converted(value, text -> {
            var exact = ofText(text.strip(), Conversions::asLong);
            return exact.isNull() ? ofText(text.strip(), Conversions::asWhole) : exact;
        });
    }

    private static JsonNode asLong(String text) {
        return LongNode.valueOf(text.startsWith("0x") || text.startsWith("-0x") ? Long.decode(text) : Long.parseLong(text));
    }

    /** What takes long to be read is none. */
    private static JsonNode asWhole(String text) {
        return text.length() > MOST_DIGITS ? NullNode.instance : LongNode.valueOf(new BigDecimal(text).longValueExact());
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
        return value.isNull() || value.isContainerNode() ? NullNode.instance : ofText(value.asText(), conversion);
    }

    private static JsonNode ofText(String text, Function<String, JsonNode> conversion) {
        try {
            return conversion.apply(text);
        } catch (ArithmeticException | NumberFormatException e) {
            return NullNode.instance;
        }
    }
}
