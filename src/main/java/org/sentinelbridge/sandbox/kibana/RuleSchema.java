package org.sentinelbridge.sandbox.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a detection rule must have when it is made. Source: elastic/kibana, security_solution/common/api/detection_engine/model/rule_schema,
 * which also drops fields that it does not know.
 */
final class RuleSchema {

    private static final List<String> REQUIRED = List.of("name", "description", "type", "risk_score", "severity");
    private static final Map<String, List<String>> WORDS = Map.of(
            "type", List.of("eql", "query", "saved_query", "threshold", "threat_match", "machine_learning", "new_terms", "esql"),
            "severity", List.of("low", "medium", "high", "critical"));
    private static final Pattern INTERVAL = Pattern.compile("[1-9]\\d*[smh]");
    private static final List<String> OF_ACTION = List.of("id", "action_type_id", "params");
    private static final List<String> WHEN = List.of("onActiveAlert", "onThrottleInterval", "onActionGroupChange");

    private RuleSchema() {}

    /** @throws Refused with 400 that names the field */
    static void check(JsonNode rule) {
        REQUIRED.stream().filter(field -> !rule.hasNonNull(field)).findFirst().ifPresent(field -> {
            throw refused(field, "Required");
        });
        WORDS.forEach((field, words) -> word(field, rule.path(field), words));
        var score = rule.path("risk_score");
        if (!score.isInt() || score.asInt() < 0 || score.asInt() > 100) {
            throw refused("risk_score", score.isNumber() ? "Number must be an integer from 0 to 100" : "Expected number");
        }
        if (rule.has("interval") && !INTERVAL.matcher(rule.path("interval").asText()).matches()) {
            throw refused("interval", "Invalid");
        }
        rule.path("actions").forEach(RuleSchema::action);
    }

    private static void action(JsonNode action) {
        OF_ACTION.stream().filter(field -> !action.hasNonNull(field)).findFirst().ifPresent(field -> {
            throw refused("actions.0." + field, "Required");
        });
        var frequency = action.path("frequency");
        if (frequency.isObject()) {
            if (!frequency.path("summary").isBoolean()) {
                throw refused("actions.0.frequency.summary", "Required");
            }
            word("actions.0.frequency.notifyWhen", frequency.path("notifyWhen"), WHEN);
        }
    }

    private static void word(String field, JsonNode value, List<String> words) {
        if (!words.contains(value.asText())) {
            throw refused(field, "Invalid enum value. Expected '" + String.join("' | '", words) + "', received '" + value.asText() + "'");
        }
    }

    private static Refused refused(String field, String why) {
        return Refused.ofEngine(400, "[request body]: " + field + ": " + why);
    }
}
