package org.sentinelbridge.sandbox.kibana;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;

/** The connectors of all spaces: one belongs to one space, but its id to none other. */
final class Connectors {

    private static final String PRIVILEGE = "actions";
    private static final int LONGEST_ID = 36;
    /** Versions 1 to 5 only, as Kibana's own check of encrypted saved objects before 9.4. */
    private static final Pattern TAKEN_AS_UUID = Pattern.compile(
            "[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", Pattern.CASE_INSENSITIVE);
    private static final Map<String, String> TYPES =
            Map.of(Connector.CASES, "Webhook - Case Management", Connector.WEBHOOK, "Webhook");

    private record Kept(String space, Connector connector) {}

    private final Knobs knobs;
    private final Gate gate;
    private final ConnectorSchema schema;
    private final Map<String, Kept> byId = new TreeMap<>();

    Connectors(Knobs knobs, Gate gate) {
        this.knobs = knobs;
        this.gate = gate;
        this.schema = new ConnectorSchema(knobs);
    }

    void clear() {
        byId.clear();
    }

    Reply types() {
        gate.require(PRIVILEGE, "Unauthorized to get actions");
        var types = Json.array();
        new TreeMap<>(TYPES).forEach((id, name) -> types.addObject()
                .put("id", id)
                .put("name", name)
                .put("enabled", knobs.licenseCoversWebhooks())
                .put("enabled_in_config", true)
                .put("enabled_in_license", knobs.licenseCoversWebhooks())
                .put("minimum_license_required", "gold"));
        return Reply.of(types);
    }

    Reply all(String space) {
        gate.require(PRIVILEGE, "Unauthorized to get actions");
        return Reply.of(Json.array(byId.values().stream()
                .filter(kept -> kept.space().equals(space))
                .map(kept -> kept.connector().describe().put("referenced_by_count", 0))
                .toList()));
    }

    Reply read(String space, String id) {
        gate.require(PRIVILEGE, "Unauthorized to get actions");
        return Reply.of(require(space, id).describe());
    }

    Reply create(String space, String id, ObjectNode given) {
        var type = given.path("connector_type_id").asText();
        gate.require(PRIVILEGE, "Unauthorized to create a \"" + type + "\" action");
        if (!TYPES.containsKey(type)) {
            throw Refused.of(400, "Action type \"" + type + "\" is not registered.");
        }
        if (id.length() > LONGEST_ID) {
            throw Refused.of(400, "[request params.id]: value has length [" + id.length() + "] but it must have a maximum length of [36].");
        }
        if (!id.isEmpty() && !knobs.version().atLeast(9, 4) && !TAKEN_AS_UUID.matcher(id).matches()) {
            throw Refused.of(400, "Predefined IDs are not allowed for saved objects with encrypted attributes unless the ID is a UUID.: Bad Request");
        }
        license(type);
        if (byId.containsKey(id)) {
            throw Refused.of(409, "Saved object [action/" + id + "] conflict");
        }
        var connector = schema.checked(id.isEmpty() ? UUID.randomUUID().toString() : id, type, given);
        byId.put(connector.id(), new Kept(space, connector));
        return Reply.of(connector.describe());
    }

    Reply update(String space, String id, ObjectNode given) {
        gate.require(PRIVILEGE, "Unauthorized to update actions");
        var there = require(space, id);
        license(there.type());
        if (given.has("connector_type_id")) {
            throw Refused.of(400, "[request body.connector_type_id]: definition for this key is missing");
        }
        var connector = schema.checked(id, there.type(), given);
        byId.put(id, new Kept(space, connector));
        return Reply.of(connector.describe());
    }

    Reply delete(String space, String id) {
        gate.require(PRIVILEGE, "Unauthorized to delete actions");
        require(space, id);
        byId.remove(id);
        return Reply.none();
    }

    /** @throws Refused with 404 if it is not in the space */
    Connector require(String space, String id) {
        var kept = byId.get(id);
        if (kept == null || !kept.space().equals(space)) {
            throw Refused.of(404, "Saved object [action/" + id + "] not found");
        }
        return kept.connector();
    }

    /** @throws Refused with 403 if the licence does not include such connectors */
    void license(String type) {
        if (!knobs.licenseCoversWebhooks()) {
            throw Refused.of(403, "Action type " + type + " is disabled because your " + knobs.license()
                    + " license does not support it. Please upgrade your license.");
        }
    }

    ObjectNode describe() {
        var description = Json.object();
        byId.forEach((id, kept) -> description.set(id, kept.connector().describe().put("space", kept.space())));
        return description;
    }
}
