package org.sentinelbridge.app;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.sentinelbridge.base.health.Readiness;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.base.settings.SettingsException;
import org.sentinelbridge.operate.manage.FlowSwitch;

/** A flow that is switched on has its route; else the bridge would listen, look well, and answer 404. */
final class FlowRoutes implements Wing {

    /** Where the route of a flow is, as shipped. */
    static final Map<String, String> FILES = Map.of(
            "case-webhook", "routes/cases/case-webhook.camel.yaml",
            "case-conversation", "routes/cases/incident-api/case-conversation.camel.yaml",
            "case-delivery", "routes/cases/alert-rule/case-delivery.camel.yaml",
            "alert-webhook", "routes/alerts/alert-webhook.camel.yaml",
            "alert-delivery", "routes/alerts/alert-webhook.camel.yaml",
            "sentinel-events", "routes/documents/sentinel-events.camel.yaml",
            "sentinel-incidents", "routes/documents/sentinel-incidents.camel.yaml");

    private final CamelContext context;
    /** Routes that must be there, with their files. */
    private final Map<String, String> needed = new LinkedHashMap<>();

    FlowRoutes(CamelContext context, Settings settings) {
        this.context = context;
        Flows.of(settings).stream().filter(FlowSwitch::on).forEach(flow -> needed.put(flow.flow(), FILES.get(flow.flow())));
        if (settings.flag("sentinel-workspace.on")) {
            needed.put("case-conversation", FILES.get("case-conversation"));
        }
    }

    /** A route goes while the bridge runs when its file does. */
    @Override
    public void begin() {
        Readiness.register(context, "flows", this::fault);
    }

    @Override
    public void serve() {
        fault().ifPresent(text -> {
            throw new SettingsException("routes", text);
        });
    }

    /** What is missing, and what to do; empty if nothing is. */
    Optional<String> fault() {
        return needed.keySet().stream()
                .filter(flow -> context.getRoute(flow) == null)
                .findFirst()
                .map(flow -> "the flow " + flow + " is switched on, but no file below the folder routes has its route. Bring back "
                        + needed.get(flow) + ", or start in the folder that has it");
    }
}
