package org.sentinelbridge.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A definition of a Microsoft OpenAPI file. Says of a body what a service would not take, or would pass over without a word:
 * unknown and read-only properties, missing ones, wrong types, words that are not in the list. Lists that Microsoft marks as
 * open (modelAsString) hold only examples.
 */
final class Schema {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final JsonNode definition;

    private Schema(Path file, JsonNode definition) {
        this.file = file;
        this.definition = definition;
    }

    static Schema of(Path file, String definition) {
        return at(file, "/definitions/" + definition);
    }

    private static Schema at(Path file, String pointer) {
        try {
            var found = JSON.readTree(file.toFile()).at(pointer);
            if (found.isMissingNode()) {
                throw new IllegalArgumentException(file + " has no " + pointer);
            }
            return new Schema(file, found);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One line for each thing that is wrong. */
    List<String> faults(JsonNode value) {
        var faults = new ArrayList<String>();
        check("", value, faults);
        return faults;
    }

    private void check(String at, JsonNode value, List<String> faults) {
        if (definition.has("$ref")) {
            referred(definition.path("$ref").textValue()).check(at, value, faults);
            return;
        }
        var properties = new LinkedHashMap<String, Schema>();
        var required = new LinkedHashSet<String>();
        collect(properties, required);
        if (!properties.isEmpty() || definition.has("additionalProperties") || definition.path("type").asText().equals("object")) {
            checkObject(at, value, properties, required, faults);
        } else if (definition.path("type").asText().equals("array")) {
            if (!value.isArray()) {
                faults.add(at + " must be an array: " + value);
            }
            for (var i = 0; i < value.size(); i++) {
                new Schema(file, definition.path("items")).check(at + "/" + i, value.get(i), faults);
            }
        } else {
            checkValue(at, value, faults);
        }
    }

    private void checkObject(String at, JsonNode value, Map<String, Schema> properties, Set<String> required, List<String> faults) {
        if (!value.isObject()) {
            faults.add(at + " must be an object: " + value);
            return;
        }
        required.stream().filter(name -> !value.has(name)).forEach(name -> faults.add(at + "/" + name + " is missing"));
        value.properties().forEach(member -> {
            var place = at + "/" + member.getKey();
            var known = properties.get(member.getKey());
            if (known == null && definition.path("additionalProperties").isObject()) {
                new Schema(file, definition.path("additionalProperties")).check(place, member.getValue(), faults);
            } else if (known == null) {
                faults.add(place + " is unknown");
            } else if (known.definition.path("readOnly").asBoolean()) {
                faults.add(place + " is read-only");
            } else if (!member.getValue().isNull()) {
                known.check(place, member.getValue(), faults);
            }
        });
    }

    private void checkValue(String at, JsonNode value, List<String> faults) {
        var type = definition.path("type").asText();
        var fits = switch (type) {
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            default -> throw new IllegalArgumentException("no type at " + at + " in " + file + ": " + definition);
        };
        if (!fits) {
            faults.add(at + " must be of type " + type + ": " + value);
        }
        var words = new LinkedHashSet<JsonNode>();
        definition.path("enum").forEach(words::add);
        if (!words.isEmpty() && !words.contains(value) && !definition.path("x-ms-enum").path("modelAsString").asBoolean()) {
            faults.add(at + " is none of " + words + ": " + value);
        }
    }

    private void collect(Map<String, Schema> properties, Set<String> required) {
        if (definition.has("$ref")) {
            referred(definition.path("$ref").textValue()).collect(properties, required);
            return;
        }
        definition.path("allOf").forEach(part -> new Schema(file, part).collect(properties, required));
        definition.path("properties").properties().forEach(property -> properties.put(property.getKey(), new Schema(file, property.getValue())));
        definition.path("required").forEach(name -> required.add(name.textValue()));
    }

    private Schema referred(String reference) {
        var parts = reference.split("#", 2);
        return at(parts[0].isEmpty() ? file : file.resolveSibling(parts[0]).normalize(), parts[1]);
    }
}
