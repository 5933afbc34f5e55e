package org.sentinelbridge.sandbox.kibana;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A connector as it is kept. Its secrets never leave it but for where it calls. */
record Connector(String id, String name, String type, ObjectNode config, ObjectNode secrets) {

    static final String CASES = ".cases-webhook";
    static final String WEBHOOK = ".webhook";

    ObjectNode describe() {
        var description = Json.object().put("id", id).put("name", name);
        description.set("config", config);
        return description
                .put("connector_type_id", type)
                .put("is_preconfigured", false)
                .put("is_deprecated", false)
                .put("is_missing_secrets", false)
                .put("is_system_action", false);
    }
}
