package org.sentinelbridge.sandbox.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Dashboards and what they consist of, as they are imported and exported. */
final class SavedObjects {

    private static final Pattern BOUNDARY = Pattern.compile("multipart/form-data;\\s*boundary=\"?([^\";]{1,70})\"?.*");
    private static final String BLANK_LINE = "\r\n\r\n";

    private final Gate gate;
    private final Map<String, ObjectNode> bySpaceTypeAndId = new TreeMap<>();

    SavedObjects(Gate gate) {
        this.gate = gate;
    }

    void clear() {
        bySpaceTypeAndId.clear();
    }

    Reply importAll(String space, Call call) {
        gate.require("saved_objects", "Unable to bulk_create dashboard,index-pattern,lens");
        var overwrite = "true".equals(call.query().get("overwrite"));
        var objects = lines(call);
        var errors = Json.array();
        for (var object : objects) {
            var key = space + "/" + key(object);
            if (!overwrite && bySpaceTypeAndId.containsKey(key)) {
                errors.addObject().put("id", object.path("id").asText()).put("type", object.path("type").asText())
                        .putObject("error").put("type", "conflict");
            }
            for (var reference : object.path("references")) {
                if (objects.stream().noneMatch(other -> key(other).equals(key(reference)))
                        && !bySpaceTypeAndId.containsKey(space + "/" + key(reference))) {
                    errors.addObject().put("id", object.path("id").asText()).put("type", object.path("type").asText())
                            .putObject("error").put("type", "missing_references").putArray("references").add(reference);
                }
            }
        }
        if (errors.isEmpty()) {
            objects.forEach(object -> bySpaceTypeAndId.put(space + "/" + key(object), object));
        }
        var answer = Json.object().put("success", errors.isEmpty()).put("successCount", errors.isEmpty() ? objects.size() : 0);
        if (!errors.isEmpty()) {
            answer.set("errors", errors);
        }
        return Reply.of(answer);
    }

    Reply export(String space, ObjectNode wanted) {
        gate.require("saved_objects", "Unable to bulk_get dashboard");
        var lines = new StringBuilder();
        var missing = Json.array();
        for (var object : wanted.path("objects")) {
            var found = bySpaceTypeAndId.get(space + "/" + key(object));
            if (found == null) {
                missing.addObject().put("id", object.path("id").asText()).put("type", object.path("type").asText())
                        .putObject("error").put("statusCode", 404);
            } else {
                lines.append(found).append('\n');
            }
        }
        if (!missing.isEmpty()) {
            var error = Json.object().put("statusCode", 400).put("error", "Bad Request").put("message", "Error fetching objects to export");
            error.putObject("attributes").set("objects", missing);
            return Reply.of(400, error);
        }
        return Reply.lines(lines.toString());
    }

    JsonNode describe() {
        var names = Json.array();
        bySpaceTypeAndId.keySet().forEach(names::add);
        return names;
    }

    private static List<ObjectNode> lines(Call call) {
        var boundary = BOUNDARY.matcher(call.header().apply("Content-Type").orElse(""));
        if (!boundary.matches()) {
            throw Refused.of(415, "Unsupported Media Type");
        }
        var text = new String(call.body(), StandardCharsets.UTF_8);
        var start = text.indexOf(BLANK_LINE);
        var end = text.indexOf("\r\n--" + boundary.group(1) + "--");
        if (start < 0 || end < start || !text.substring(0, start).contains("name=\"file\"")) {
            throw Refused.of(400, "[request body.file]: expected value of type [Stream] but got [undefined]");
        }
        if (!text.substring(0, start).contains(".ndjson")) {
            throw Refused.of(400, "Invalid file extension");
        }
        var objects = new ArrayList<ObjectNode>();
        for (var line : text.substring(start + BLANK_LINE.length(), end).split("\n")) {
            if (!line.isBlank()) {
                objects.add(Json.object(line.getBytes(StandardCharsets.UTF_8)));
            }
        }
        return objects;
    }

    private static String key(JsonNode object) {
        return object.path("type").asText() + "/" + object.path("id").asText();
    }
}
