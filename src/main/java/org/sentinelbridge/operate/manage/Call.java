package org.sentinelbridge.operate.manage;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** What a caller of the API wants. Whatever it says is checked before it goes any further. */
final class Call {

    private static final int MOST_TEXT = 512;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final RoutingContext context;
    private final Right right;

    Call(RoutingContext context, Right right) {
        this.context = context;
        this.right = right;
    }

    Right right() {
        return right;
    }

    /** A part of the path, such as an id. */
    String part(String name) {
        return checked(name, context.pathParam(name));
    }

    /** A parameter of the query; the empty text if it was not given. */
    String text(String name) {
        var values = context.queryParam(name);
        if (values.size() > 1) {
            throw new Problem(400, name + ": give it once");
        }
        return values.isEmpty() ? "" : checked(name, values.get(0));
    }

    /** A parameter that is a moment, such as {@code 2026-11-25T09:00:00Z}. */
    Optional<Instant> moment(String name) {
        var text = text(name);
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            throw new Problem(400, name + ": '" + text + "' is no time such as 2026-11-25T09:00:00Z");
        }
    }

    /** A parameter that is a whole number within bounds. */
    int number(String name, int otherwise, int least, int most) {
        var text = text(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            var number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below, together with numbers out of bounds
        }
        throw new Problem(400, name + ": '" + text + "' is no whole number from " + least + " to " + most);
    }

    /** The body, a JSON object; an empty one if there is no body. */
    ObjectNode body() {
        var buffer = context.body().buffer();
        if (buffer == null || buffer.length() == 0) {
            return JsonNodeFactory.instance.objectNode();
        }
        try {
            if (JSON.readTree(buffer.getBytes()) instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException e) {
            // told below, together with what is JSON, but no object
        }
        throw new Problem(400, "The body is no JSON object");
    }

    /** A text in the body; the empty text if it is not there. */
    static String text(ObjectNode body, String name) {
        return checked(name, longText(body, name).orElse(""));
    }

    /** A text of any length in the body. */
    static Optional<String> longText(ObjectNode body, String name) {
        JsonNode value = body.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw new Problem(400, name + ": must be a text");
        }
        return Optional.of(value.textValue());
    }

    private static String checked(String name, String text) {
        if (text.length() > MOST_TEXT) {
            throw new Problem(400, name + ": is longer than " + MOST_TEXT + " characters");
        }
        if (text.indexOf('\0') >= 0) {
            throw new Problem(400, name + ": holds the character 0");
        }
        return text;
    }
}
