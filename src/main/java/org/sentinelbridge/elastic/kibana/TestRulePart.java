package org.sentinelbridge.elastic.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** A detection rule to try the way of alerts with: whatever in {@code logs-*} has malware in its message. */
final class TestRulePart implements Part {

    static final String ID = "sentinel-bridge-test";

    private static final String PRIVILEGE = "Security: All, in the space";
    private static final String PATH = "/api/detection_engine/rules";
    private static final int MAX_SIGNALS = 100;
    private static final int RISK = 47;

    private final ObjectNode rule = JsonNodeFactory.instance.objectNode();

    TestRulePart(String connectorId, String body) {
        rule.put("rule_id", ID)
                .put("type", "query")
                .put("name", "Sentinel Bridge test: malware")
                .put("description", "Finds whatever in logs-* has the word malware in its message, and sends it to Microsoft Sentinel."
                        + " For trying; switch it off or delete it afterwards.")
                .put("language", "kuery")
                .put("query", "message: *malware*")
                .put("severity", "medium")
                .put("risk_score", RISK)
                .put("interval", "5m")
                .put("from", "now-6m")
                .put("to", "now")
                .put("enabled", true)
                .put("max_signals", MAX_SIGNALS);
        rule.putArray("index").add("logs-*");
        rule.putArray("tags").add("sentinel-bridge");
        var action = rule.putArray("actions").addObject()
                .put("id", connectorId)
                .put("action_type_id", ConnectorSetup.ALERT_TYPE)
                .put("group", "default");
        action.putObject("params").put("body", body);
        action.putObject("frequency").put("summary", true).put("notifyWhen", "onActiveAlert").putNull("throttle");
    }

    @Override
    public String name() {
        return "Detection rule " + ID;
    }

    @Override
    public Optional<JsonNode> find(Kibana kibana) {
        return kibana.find(PATH + "?rule_id=" + ID, PRIVILEGE);
    }

    @Override
    public List<String> differences(JsonNode there) {
        return Differences.between(rule, there);
    }

    @Override
    public String put(Kibana kibana, Optional<JsonNode> there) {
        kibana.ask(there.isEmpty() ? "POST" : "PATCH", PATH, rule, PRIVILEGE);
        return "";
    }

    @Override
    public String byHand() {
        return DevTools.request("POST", PATH, rule);
    }
}
