package org.sentinelbridge.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/** Reads the body of a PUT: a resource, {@code {"etag":"...","properties":{...}}}. */
final class Bodies {

    private static final Pattern JSON = Pattern.compile("(?i)\\s*application/json\\s*(;.*)?");

    private Bodies() {}

    /** @throws Rejected with 415 or 400 if it is no JSON object with an object named properties */
    static JsonNode resource(Request request) {
        String type = request.header("Content-Type").orElse("<null>");
        if (!JSON.matcher(type).matches()) {
            throw ArmErrors.of(
                    415,
                    "UnsupportedMediaType",
                    "The content media type '" + type + "' is not supported. Only 'application/json' is supported.");
        }
        JsonNode body;
        try {
            body = Json.read(request.body());
        } catch (JsonProcessingException e) {
            throw ArmErrors.invalidContent(e.getOriginalMessage());
        }
        if (!body.isObject()) {
            throw ArmErrors.invalidContent("a JSON object is expected");
        }
        if (!body.path("properties").isObject()) {
            throw ArmErrors.of(
                    400, "InvalidRequestContent", "Required property 'properties' not found in the request content.");
        }
        return body;
    }

    /**
     * The etag is a property of the body; without one, the last writer wins (azure-rest-api-specs #13203).
     *
     * @throws Rejected with 409 if the body holds an etag that is not the present one
     */
    static void checkEtag(JsonNode body, String present, String name) {
        JsonNode given = body.path("etag");
        if (given.isTextual() && !given.textValue().isEmpty() && !given.textValue().equals(present)) {
            throw ArmErrors.conflict(name);
        }
    }
}
