package org.sentinelbridge.sandbox.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Whether Kibana's case connector takes an answer, and what it reads in it. The order of the tests is Kibana's. */
final class Check {

    private static final int NO_CONTENT = 204;

    private Check() {}

    /**
     * @param key what must be in the answer, with dots and indices to go deeper; nothing if nothing is needed
     * @return the value at the key as Kibana keeps it: "null" for null, "[object Object]" for an object
     * @throws CallFailed with Kibana's words
     */
    static String answer(Http.Response response, String method, String url, Optional<String> key, Version version) throws CallFailed {
        if (!response.isGood()) {
            throw new CallFailed("Request failed with status code " + response.status(), Optional.of(response));
        }
        if (response.status() == NO_CONTENT && response.body().isEmpty() && key.isEmpty() && version.atLeast(9, 4)) {
            return "";
        }
        var type = response.contentType().orElse("");
        if (type.isEmpty()) {
            throw new CallFailed("Missing content type header in " + method + " " + url + ". Supported content types: application/json");
        }
        if (!type.contains("application/json")) {
            throw new CallFailed("Unsupported content type: " + type + " in " + method + " " + url
                    + ". Supported content types: application/json");
        }
        var parsed = Json.read(response.body().getBytes(StandardCharsets.UTF_8));
        if (!response.body().isBlank() && parsed.isEmpty()) {
            throw new CallFailed("Response is not a valid JSON");
        }
        if (parsed.filter(node -> node.isTextual() && !node.asText().isEmpty()).isPresent()) {
            throw new CallFailed("Response is not a valid JSON");
        }
        return key.isEmpty() ? "" : value(parsed.orElse(MissingNode.getInstance()), key.get());
    }

    private static String value(JsonNode body, String key) throws CallFailed {
        var node = body;
        for (var part : key.replaceAll("\\[(\\w+)]", ".$1").replaceFirst("^\\.", "").split("\\.")) {
            node = node.isArray() && part.matches("\\d{1,6}") ? node.path(Integer.parseInt(part)) : node.path(part);
        }
        if (node.isMissingNode()) {
            throw new CallFailed("Response is missing the expected field: " + key);
        }
        return node.isObject() ? "[object Object]" : node.asText();
    }
}
