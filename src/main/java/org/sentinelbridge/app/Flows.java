package org.sentinelbridge.app;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.sentinelbridge.azure.CaseSettings;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.operate.manage.FlowSwitch;

/** Which flows there are, and which settings switch them on. */
final class Flows {

    private Flows() {}

    static List<FlowSwitch> of(Settings settings) {
        var workspace = List.of("sentinel.subscription-id", "sentinel.resource-group", "sentinel.workspace-name");
        var logs = settings.text("log-analytics.writer").equals("data-collector")
                ? List.of("log-analytics.workspace-id", "log-analytics.workspace-key")
                : List.of("log-analytics.endpoint", "log-analytics.dcr-immutable-id");
        var overRule = CaseSettings.goOverRule(settings);
        var flows = new ArrayList<>(List.of(
                new FlowSwitch("case-webhook", settings.flag("case-webhook.on"), overRule ? logs : workspace),
                new FlowSwitch("alert-webhook", settings.flag("alert-webhook.on"), logs),
                new FlowSwitch("alert-delivery", settings.flag("alert-webhook.on"), logs),
                new FlowSwitch("sentinel-events", settings.flag("sentinel-events.on"),
                        List.of("event-hubs.connection-string", "elasticsearch.url", "elasticsearch.api-key")),
                new FlowSwitch("sentinel-incidents", settings.flag("sentinel-incidents.on"),
                        Stream.concat(workspace.stream(), Stream.of("elasticsearch.url", "elasticsearch.api-key", "incidents.enabled"))
                                .toList())));
        if (overRule) {
            flows.add(1, new FlowSwitch("case-delivery", settings.flag("case-rows.on"), logs));
        }
        return List.copyOf(flows);
    }
}
