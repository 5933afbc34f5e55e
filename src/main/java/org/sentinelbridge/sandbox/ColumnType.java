package org.sentinelbridge.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The types of columns in Log Analytics and what fits them. A text that reads as a value of the type is taken as that
 * value, as Kusto's tolong(), toreal() and tobool() do. Source of the names: learn.microsoft.com
 * rest/api/loganalytics/tables, ColumnTypeEnum.
 */
enum ColumnType {
    STRING,
    DATETIME,
    LONG,
    INT,
    REAL,
    BOOLEAN,
    GUID,
    DYNAMIC;

    private static final Pattern GUID_TEXT =
            Pattern.compile("\\p{XDigit}{8}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{12}");
    private static final int LONGEST_NUMBER = 400;

    /** @throws IllegalArgumentException if there is no such type */
    static ColumnType of(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "bool" -> BOOLEAN;
            case "double" -> REAL;
            default -> valueOf(name.toUpperCase(Locale.ROOT));
        };
    }

    /** The value as the column holds it; empty if it does not fit. It must not be null. */
    Optional<JsonNode> fit(JsonNode value) {
        return switch (this) {
            case DYNAMIC -> Optional.of(value);
            case STRING -> Optional.of(value.isTextual() ? value : TextNode.valueOf(text(value)));
            case DATETIME -> Optional.of(value).filter(v -> v.isTextual() && isTime(v.textValue()));
            case GUID -> Optional.of(value)
                    .filter(v -> v.isTextual() && GUID_TEXT.matcher(v.textValue()).matches());
            case LONG -> whole(value, Long.MIN_VALUE, Long.MAX_VALUE);
            case INT -> whole(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case REAL -> value.isNumber() ? Optional.of(value) : number(value).map(DecimalNode::valueOf);
            case BOOLEAN -> flag(value);
        };
    }

    static boolean isTime(String text) {
        try {
            if (text.indexOf('T') < 0) {
                LocalDate.parse(text);
            } else {
                DateTimeFormatter.ISO_DATE_TIME.parse(text);
            }
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    static boolean isGuid(String text) {
        return GUID_TEXT.matcher(text).matches();
    }

    private static String text(JsonNode value) {
        return value.isContainerNode() ? value.toString() : value.asText();
    }

    private static Optional<JsonNode> whole(JsonNode value, long least, long most) {
        return number(value)
                .filter(n -> n.compareTo(BigDecimal.valueOf(least)) >= 0 && n.compareTo(BigDecimal.valueOf(most)) <= 0)
                .filter(n -> n.signum() == 0 || n.stripTrailingZeros().scale() <= 0)
                .map(n -> LongNode.valueOf(n.longValue()));
    }

    private static Optional<BigDecimal> number(JsonNode value) {
        if (value.isNumber()) {
            return Optional.of(value.decimalValue());
        }
        if (!value.isTextual() || value.textValue().length() > LONGEST_NUMBER) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BigDecimal(value.textValue().trim()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<JsonNode> flag(JsonNode value) {
        if (value.isBoolean()) {
            return Optional.of(value);
        }
        return switch (value.isTextual() ? value.textValue().toLowerCase(Locale.ROOT) : "") {
            case "true" -> Optional.of(BooleanNode.TRUE);
            case "false" -> Optional.of(BooleanNode.FALSE);
            default -> Optional.empty();
        };
    }
}
