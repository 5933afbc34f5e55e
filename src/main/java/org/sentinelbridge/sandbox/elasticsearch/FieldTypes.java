package org.sentinelbridge.sandbox.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The types that the mappings of templates declare, by the full names of the fields, and whether values that do not fit are ignored. */
final class FieldTypes {

    private static final String OBJECT = "object";

    /** @param ignoresMalformed whether a value that does not fit is left out of the index rather than refused */
    record Field(String type, boolean ignoresMalformed) {}

    private final Map<String, Field> fields = new HashMap<>();
    private boolean ignoreMalformed;

    FieldTypes() {
        fields.put("@timestamp", new Field("date", false));
    }

    /** Adds what a template says; the later one wins. */
    void add(JsonNode template) {
        var settings = template.path("settings");
        for (var path : new String[] {"/index/mapping/ignore_malformed", "/index.mapping.ignore_malformed", "/mapping/ignore_malformed"}) {
            var node = path.contains(".") ? settings.path(path.substring(1)) : settings.at(path);
            ignoreMalformed = node.isMissingNode() ? ignoreMalformed : node.asBoolean();
        }
        addAll("", template.path("mappings").path("properties"));
    }

    private void addAll(String prefix, JsonNode properties) {
        for (var property : properties.properties()) {
            var name = prefix + property.getKey();
            var given = property.getValue();
            var type = given.path("type").asText(OBJECT);
            var malformed = given.path("ignore_malformed");
            fields.put(name, new Field(type, malformed.asBoolean(ignoreMalformed && !name.equals("@timestamp"))));
            addAll(name + ".", given.path("properties"));
        }
    }

    Optional<Field> find(String name) {
        return Optional.ofNullable(fields.get(name));
    }
}
