package org.sentinelbridge.sandbox.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Detection rules of all spaces. They find nothing by themselves: what a rule finds is given to {@link RuleRun}. */
final class Rules {

    private final Gate gate;
    private final Connectors connectors;
    private final Map<String, ObjectNode> bySpaceAndId = new TreeMap<>();

    Rules(Gate gate, Connectors connectors) {
        this.gate = gate;
        this.connectors = connectors;
    }

    void clear() {
        bySpaceAndId.clear();
    }

    Reply read(String space, Map<String, String> query) {
        may();
        return Reply.of(require(space, query.getOrDefault("rule_id", "")));
    }

    /** All on one page. */
    Reply find(String space) {
        may();
        var found = bySpaceAndId.entrySet().stream().filter(rule -> rule.getKey().startsWith(space + "/")).map(Map.Entry::getValue).toList();
        return Reply.of(Json.object().put("page", 1).put("perPage", found.size()).put("total", found.size()).set("data", Json.array(found)));
    }

    Reply create(String space, ObjectNode given) {
        may();
        RuleSchema.check(given);
        var ruleId = given.path("rule_id").asText(UUID.randomUUID().toString());
        if (bySpaceAndId.containsKey(space + "/" + ruleId)) {
            throw Refused.ofEngine(409, "rule_id: \"" + ruleId + "\" already exists");
        }
        actions(space, given);
        var rule = Json.object().put("id", UUID.randomUUID().toString()).put("rule_id", ruleId).put("enabled", true).put("version", 1)
                .put("immutable", false);
        rule.setAll(given);
        bySpaceAndId.put(space + "/" + ruleId, rule);
        return Reply.of(rule);
    }

    Reply patch(String space, ObjectNode given) {
        may();
        var rule = require(space, given.path("rule_id").asText());
        actions(space, given);
        rule.setAll(given);
        return Reply.of(rule.put("version", rule.path("version").asInt() + 1));
    }

    /** @throws Refused with 404 if it is not there */
    ObjectNode require(String space, String ruleId) {
        var rule = bySpaceAndId.get(space + "/" + ruleId);
        if (rule == null) {
            throw Refused.ofEngine(404, "rule_id: \"" + ruleId + "\" not found");
        }
        return rule;
    }

    JsonNode describe() {
        return Json.array(bySpaceAndId.values());
    }

    private void actions(String space, ObjectNode given) {
        given.path("actions").forEach(action -> connectors.require(space, action.path("id").asText()));
    }

    private void may() {
        gate.require("rules", "API [/api/detection_engine/rules] is unauthorized for user, this action is granted by the Kibana privileges"
                + " [securitySolution-all]");
    }
}
