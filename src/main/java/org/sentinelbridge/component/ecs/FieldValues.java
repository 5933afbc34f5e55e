package org.sentinelbridge.component.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import org.sentinelbridge.component.ecs.FieldType.Kind;
import org.sentinelbridge.component.mapping.Addresses;
import org.sentinelbridge.component.mapping.MillisDate;

/** Which values a field of Elasticsearch takes, a little more strictly than Elasticsearch itself. */
final class FieldValues {

    private static final int MOST_DIGITS = 400;

    private FieldValues() {}

    /** @param value a text, a number, true or false */
    static boolean fits(JsonNode value, Kind kind) {
        return switch (kind) {
            case TEXT, UNKNOWN -> true;
            case WHOLE -> isWhole(value);
            case DECIMAL -> isDecimal(value);
            case FLAG -> value.isBoolean() || value.isTextual() && value.textValue().matches("true|false");
            case DATE -> value.isTextual() && MillisDate.text(value.textValue()).isPresent();
            case ADDRESS -> value.isTextual() && Addresses.isAddress(value.textValue());
            case OBJECT, FLATTENED, POINT -> false;
        };
    }

    /** Whether {lat, lon} lies on Earth. */
    static boolean isPoint(JsonNode value) {
        return isWithin(value.path("lat"), 90) && isWithin(value.path("lon"), 180);
    }

    private static boolean isWithin(JsonNode degrees, double most) {
        return degrees.isNumber() && Math.abs(degrees.doubleValue()) <= most;
    }

    private static boolean isWhole(JsonNode value) {
        if (value.isNumber()) {
            return value.canConvertToLong();
        }
        return value.isTextual() && value.textValue().matches("-?\\d{1,18}");
    }

    private static boolean isDecimal(JsonNode value) {
        if (value.isNumber()) {
            return Double.isFinite(value.doubleValue());
        }
        if (!value.isTextual() || value.textValue().length() > MOST_DIGITS) {
            return false;
        }
        try {
            return Double.isFinite(Double.parseDouble(value.textValue()));
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
