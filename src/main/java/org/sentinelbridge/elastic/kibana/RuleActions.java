package org.sentinelbridge.elastic.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** How detection rules use the alert connector. */
public final class RuleActions {

    private static final String RULES = "/api/detection_engine/rules/_find?per_page=1000";
    private static final String PRIVILEGE = "Security: Read, in the space";

    private RuleActions() {}

    /**
     * The rules whose action calls the connector once for each alert. Kibana then makes only so many calls in one run of the rule
     * (xpack.actions, xpack.alerting.rules.run.actions.max), and drops the rest.
     *
     * @return their names, of the first thousand rules
     * @throws KibanaFailure if they may not be read
     */
    public static List<String> oneByOne(Kibana kibana, String connectorId) {
        var found = new ArrayList<String>();
        for (var rule : kibana.find(RULES, PRIVILEGE).orElseThrow(() -> new KibanaFailure("Kibana has no API for rules.", "")).path("data")) {
            for (var action : rule.path("actions")) {
                if (action.path("id").asText().equals(connectorId) && isOneByOne(action)) {
                    found.add(rule.path("name").asText());
                }
            }
        }
        return found;
    }

    private static boolean isOneByOne(JsonNode action) {
        return action.path("frequency").isObject() && !action.path("frequency").path("summary").asBoolean();
    }
}
