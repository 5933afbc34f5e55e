package org.sentinelbridge.sandbox.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * One run of a detection rule that has found the given events: the alerts it makes of them, and what its actions send. A
 * summary is one request with all alerts, otherwise there is one for each.
 */
final class RuleRun {

    private static final String PUBLIC_URL = "http://127.0.0.1/kibana";

    private final ObjectNode rule;
    private final String space;
    private final String time;

    RuleRun(ObjectNode rule, String space, String time) {
        this.rule = rule;
        this.space = space;
        this.time = time;
    }

    /** The bodies that an action sends, in their order. */
    List<String> bodies(JsonNode action, List<ObjectNode> alerts) throws CallFailed {
        var template = action.path("params").path("body").asText();
        var summary = action.path("frequency").path("summary").asBoolean(true);
        var bodies = new ArrayList<String>();
        if (summary) {
            bodies.add(Templates.ofActions(template, variables(alerts, rule.path("id").asText(), true)));
        } else {
            for (var alert : alerts) {
                bodies.add(Templates.ofActions(template, variables(List.of(alert), alert.path("_id").asText(), false).setAll(alert)));
            }
        }
        return bodies;
    }

    /** The alert of an event, in the nested form that actions see. */
    ObjectNode alert(ObjectNode event) {
        var nested = Json.object();
        event.properties().forEach(member -> put(nested, member.getKey(), member.getValue()));
        var id = hash(rule.path("id").asText() + event);
        nested.put("_id", id).put("_index", ".internal.alerts-security.alerts-" + space + "-000001").put("@timestamp", time);
        var alert = nested.withObjectProperty("kibana").withObjectProperty("alert");
        alert.put("uuid", id)
                .put("status", "active")
                .put("workflow_status", "open")
                .put("severity", rule.path("severity").asText())
                .put("risk_score", rule.path("risk_score").asInt())
                .put("original_time", event.path("@timestamp").asText(time))
                .put("reason", "event" + on(event) + " created " + rule.path("severity").asText() + " alert " + rule.path("name").asText() + ".")
                .put("url", PUBLIC_URL + "/app/security/alerts/redirect/" + id);
        var ofRule = alert.withObjectProperty("rule");
        ofRule.put("uuid", rule.path("id").asText()).put("category", "Custom Query Rule").put("rule_type_id", "siem.queryRule");
        List.of("name", "description", "severity", "risk_score", "rule_id", "tags", "threat", "interval", "type").forEach(field -> {
            if (rule.has(field)) {
                ofRule.set(field, rule.get(field));
            }
        });
        nested.withObjectProperty("event").put("kind", "signal");
        nested.putObject("signal").put("status", "open").putObject("rule").put("name", rule.path("name").asText());
        return nested;
    }

    private ObjectNode variables(List<ObjectNode> alerts, String alertId, boolean summary) {
        var variables = Json.object().put("date", time).put("kibanaBaseUrl", PUBLIC_URL);
        var context = variables.putObject("context");
        context.set("alerts", Json.array(alerts));
        context.put("results_link", PUBLIC_URL + "/app/security/rules/id/" + rule.path("id").asText());
        context.set("rule", rule.deepCopy().without("actions"));
        variables.putObject("state").put("signals_count", alerts.size());
        variables.putObject("alert").put("id", alertId).put("uuid", alertId).put("actionGroup", "default");
        variables.putObject("rule").put("id", rule.path("id").asText()).put("name", rule.path("name").asText()).put("spaceId", space)
                .set("tags", rule.path("tags").deepCopy());
        if (summary) {
            for (var group : List.of("new", "all")) {
                variables.withObjectProperty("alerts").putObject(group).put("count", alerts.size()).set("data", Json.array(alerts));
            }
        }
        return variables;
    }

    private static String on(JsonNode event) {
        var host = event.path("host").path("name").asText(event.path("host.name").asText());
        return host.isEmpty() ? "" : " on " + host;
    }

    /** Dotted names become nested objects. */
    private static void put(ObjectNode target, String name, JsonNode value) {
        var dot = name.indexOf('.');
        if (dot > 0 && target.path(name.substring(0, dot)).isMissingNode()) {
            target.putObject(name.substring(0, dot));
        }
        if (dot > 0 && target.path(name.substring(0, dot)) instanceof ObjectNode inner) {
            put(inner, name.substring(dot + 1), value);
        } else {
            target.set(name, value);
        }
    }

    private static String hash(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
