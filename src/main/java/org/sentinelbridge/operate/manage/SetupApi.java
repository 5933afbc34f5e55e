package org.sentinelbridge.operate.manage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Locale;
import org.sentinelbridge.elastic.kibana.ConnectorScreens;

/** {@code /manage/setup}: what Kibana's screens must say, and which flows are on. */
final class SetupApi {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ConnectorScreens screens;
    private final List<FlowSwitch> flows;
    private final boolean isSandbox;

    SetupApi(ConnectorScreens screens, List<FlowSwitch> flows, boolean isSandbox) {
        this.screens = screens;
        this.flows = List.copyOf(flows);
        this.isSandbox = isSandbox;
    }

    JsonNode setup(Call call) {
        var answer = JsonNodeFactory.instance.objectNode();
        var list = answer.putArray("flows");
        for (var flow : flows) {
            var entry = list.addObject().put("flow", flow.flow()).put("on", flow.on());
            flow.settings().forEach(entry.putArray("settings")::add);
        }
        answer.set("case_connector", JSON.valueToTree(screens.caseConnector()));
        answer.set("alert_connector", JSON.valueToTree(screens.alertConnector()));
        return answer.put("key_setting", "webhook.key")
                .put("portal_link", screens.portalLink())
                .put("rule_action_body", screens.ruleActionBody())
                .put("sandbox", isSandbox)
                .put("right", call.right().name().toLowerCase(Locale.ROOT));
    }
}
