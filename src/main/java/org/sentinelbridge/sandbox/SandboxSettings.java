package org.sentinelbridge.sandbox;

import java.util.LinkedHashMap;
import java.util.Map;
import org.sentinelbridge.sandbox.elasticsearch.ElasticsearchStandIn;
import org.sentinelbridge.sandbox.kibana.KibanaStandIn;

/** The settings that lead a bridge to the stand-ins. */
final class SandboxSettings {

    private SandboxSettings() {}

    /**
     * @param url base URL of the sandbox
     * @param eventHubs connection string of the stand-in for Event Hubs
     * @return values by the names of the settings
     */
    static Map<String, String> of(String url, String eventHubs, SandboxOptions options) {
        LogAnalyticsOptions logs = options.logAnalytics();
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("sentinel.endpoint", url);
        settings.put("sentinel.subscription-id", options.subscriptionId());
        settings.put("sentinel.resource-group", options.resourceGroup());
        settings.put("sentinel.workspace-name", options.workspaceName());
        settings.put("azure.authority-host", url);
        settings.put("azure.credential", "client-secret");
        settings.put("azure.tenant-id", options.tenantId());
        settings.put("azure.client-id", options.clientId());
        settings.put("azure.client-secret", options.clientSecret());
        settings.put("webhook.oauth.issuer", url + "/" + options.tenantId() + "/v2.0");
        settings.put("webhook.oauth.audience", Audience.BRIDGE_ID);
        settings.put("webhook.oauth.client-ids", options.clientId());
        settings.put("webhook.oauth.role", Audience.BRIDGE_ROLE);
        settings.put("log-analytics.endpoint", url);
        settings.put("log-analytics.dcr-immutable-id", logs.dcrImmutableId());
        settings.put("log-analytics.stream", logs.alerts().name());
        settings.put("log-analytics.case-stream", logs.cases().name());
        settings.put("log-analytics.workspace-id", logs.workspaceId());
        settings.put("log-analytics.workspace-key", logs.workspaceKey());
        settings.put("elasticsearch.url", url + "/" + ElasticsearchSurface.PREFIX);
        settings.put("elasticsearch.api-key", ElasticsearchStandIn.API_KEY);
        settings.put("kibana.api-url", url + "/" + KibanaSurface.PREFIX);
        settings.put("kibana.api-key", KibanaStandIn.API_KEY);
        settings.put("event-hubs.connection-string", eventHubs);
        settings.put("event-hubs.name", options.eventHubs().hub());
        settings.put("event-hubs.consumer-group", "$Default");
        settings.put("event-hubs.checkpoint-store", "store");
        return settings;
    }
}
