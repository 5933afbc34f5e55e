package org.sentinelbridge.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * The alerts, bookmarks and entities of an incident: read by POST, as azure-rest-api-specs Incidents.json 2024-03-01
 * describes. An incident that was made by the API has none.
 */
final class RelatedOperations {

    private final IncidentStore store;

    RelatedOperations(IncidentStore store) {
        this.store = store;
    }

    Answer alerts(ArmCall call) {
        return values(store.readable(call.incident()).alerts());
    }

    Answer bookmarks(ArmCall call) {
        return values(store.readable(call.incident()).bookmarks());
    }

    Answer entities(ArmCall call) {
        ArrayNode entities = store.readable(call.incident()).entities();
        Map<String, Integer> kinds = new TreeMap<>();
        for (JsonNode entity : entities) {
            kinds.merge(entity.path("kind").asText(), 1, Integer::sum);
        }
        ObjectNode body = Json.object();
        body.set("entities", entities);
        ArrayNode metadata = body.putArray("metaData");
        kinds.forEach((kind, count) -> metadata.addObject().put("entityKind", kind).put("count", count));
        return Answer.json(200, body);
    }

    private static Answer values(ArrayNode values) {
        ObjectNode body = Json.object();
        body.set("value", values);
        return Answer.json(200, body);
    }
}
