package org.sentinelbridge.component.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** Reads from the component templates how the data streams map their fields. */
final class FieldTypes {

    private static final String FOLDER = "/org/sentinelbridge/elastic/elasticsearch/component-templates/sentinel-bridge-";
    private static final ObjectMapper JSON = new ObjectMapper();

    private FieldTypes() {}

    /** The documents' types by stream: event, incident, alert. */
    static Map<String, FieldType> read() {
        return Map.of("event", read("event"), "incident", read("incident"), "alert", read("alert"));
    }

    /** The type of the documents of one stream. */
    static FieldType read(String stream) {
        var mapping = mappings("common");
        merge(mapping, mappings(stream));
        return FieldType.of(mapping);
    }

    /** As Elasticsearch composes templates: objects are merged, of anything else the later one counts. */
    private static void merge(ObjectNode into, JsonNode more) {
        more.properties().forEach(member -> {
            if (into.get(member.getKey()) instanceof ObjectNode there && member.getValue().isObject()) {
                merge(there, member.getValue());
            } else {
                into.set(member.getKey(), member.getValue());
            }
        });
    }

    private static ObjectNode mappings(String name) {
        try (var file = FieldTypes.class.getResourceAsStream(FOLDER + name + ".json")) {
            if (file == null) {
                throw new IllegalStateException("There is no " + FOLDER + name + ".json");
            }
            return (ObjectNode) JSON.readTree(file).at("/template/mappings");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
