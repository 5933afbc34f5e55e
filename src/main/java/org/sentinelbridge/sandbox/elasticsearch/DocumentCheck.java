package org.sentinelbridge.sandbox.elasticsearch;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether a document fits the types that are declared, read token by token. */
final class DocumentCheck {

    private static final Set<String> WHOLE = Set.of("long", "integer", "short", "byte", "unsigned_long");
    private static final Set<String> BROKEN = Set.of("double", "float", "half_float", "scaled_float");
    private static final Set<String> CONTAINERS = Set.of("object", "nested", "flattened", "geo_point", "passthrough");
    private static final Pattern IP = Pattern.compile("(\\d{1,3})(\\.\\d{1,3}){3}|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");
    private static final int MOST_SHOWN = 50;

    private final FieldTypes types;
    private final String id;
    private boolean hasTimestamp;

    DocumentCheck(FieldTypes types, String id) {
        this.types = types;
        this.id = id;
    }

    /** Why it does not fit; empty if it does. */
    Optional<String> problem(byte[] source, int from, int length) {
        try (var parser = Tree.factory().createParser(source, from, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.of("[1:1] failed to parse: not an object");
            }
            var problem = object(parser, "");
            return problem.isPresent() || hasTimestamp
                    ? problem
                    : Optional.of("[1:2] failed to parse: data stream timestamp field [@timestamp] is missing");
        } catch (IOException e) {
            return Optional.of("[1:1] failed to parse: " + e.getClass().getSimpleName());
        }
    }

    private Optional<String> object(JsonParser parser, String prefix) throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = prefix + parser.currentName();
            parser.nextToken();
            var problem = value(parser, name);
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    private Optional<String> value(JsonParser parser, String name) throws IOException {
        var token = parser.currentToken();
        if (token == JsonToken.START_ARRAY) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                var problem = value(parser, name);
                if (problem.isPresent()) {
                    return problem;
                }
            }
            return Optional.empty();
        }
        if (token == JsonToken.VALUE_NULL) {
            return Optional.empty();
        }
        hasTimestamp |= name.equals("@timestamp");
        var field = types.find(name);
        if (token == JsonToken.START_OBJECT) {
            var type = field.map(FieldTypes.Field::type).orElse("object");
            if (!CONTAINERS.contains(type)) {
                return Optional.of(failed(parser, name, type, "{...}"));
            }
            if (type.equals("flattened")) {
                parser.skipChildren();
                return Optional.empty();
            }
            return object(parser, name + ".");
        }
        if (field.isEmpty() || field.get().ignoresMalformed() && !CONTAINERS.contains(field.get().type())) {
            return Optional.empty();
        }
        return fits(field.get().type(), token, parser.getText())
                ? Optional.empty()
                : Optional.of(failed(parser, name, field.get().type(), parser.getText()));
    }

    private String failed(JsonParser parser, String name, String type, String value) {
        var at = parser.currentLocation();
        var place = "[" + at.getLineNr() + ":" + at.getColumnNr() + "] ";
        if (CONTAINERS.contains(type)) {
            return place + "object mapping for [" + name + "] tried to parse field [" + name + "] as object, but found a concrete value";
        }
        var shown = value.length() > MOST_SHOWN ? value.substring(0, MOST_SHOWN) : value;
        return place + "failed to parse field [" + name + "] of type [" + type + "] in document with id '" + id
                + "'. Preview of field's value: '" + shown + "'";
    }

    private static boolean fits(String type, JsonToken token, String text) {
        if (WHOLE.contains(type) || BROKEN.contains(type)) {
            return token.isNumeric() || token == JsonToken.VALUE_STRING && isNumber(text);
        }
        return switch (type) {
            case "ip" -> token == JsonToken.VALUE_STRING && IP.matcher(text).matches();
            case "boolean" -> token.isBoolean() || text.isEmpty() || text.equals("true") || text.equals("false");
            case "date", "date_nanos" -> token.isNumeric() || isDate(text);
            case "object", "nested" -> false;
            default -> true;
        };
    }

    private static boolean isNumber(String text) {
        try {
            return new BigDecimal(text.trim()).precision() > 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** {@code strict_date_optional_time||epoch_millis}, nearly. */
    private static boolean isDate(String text) {
        try {
            if (text.matches("-?\\d{5,18}|\\d{4}(-\\d\\d)?")) {
                return true;
            }
            (text.length() <= 10 ? DateTimeFormatter.ISO_LOCAL_DATE : DateTimeFormatter.ISO_DATE_TIME).parse(text);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
