package org.sentinelbridge.running;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.sentinelbridge.sandbox.LogAnalyticsOptions;
import org.sentinelbridge.sandbox.Sandbox;
import org.sentinelbridge.sandbox.SandboxOptions;
import org.sentinelbridge.sandbox.elasticsearch.ElasticsearchStandIn;

/** Azure's stand-in, running in the test, so that it survives the bridge; and the settings that lead a bridge to it. */
final class StandIn implements AutoCloseable {

    static final String SECRET = "client.secret~that-must-never-be-seen";

    private final SandboxOptions options;
    private final Sandbox sandbox;
    private final Caller control;

    StandIn() {
        this(LogAnalyticsOptions.defaults());
    }

    StandIn(LogAnalyticsOptions logs) {
        options = SandboxOptions.defaults()
                .withApplication("5a4db0c5-0000-4000-8000-000000000001", "5a4db0c5-0000-4000-8000-000000000002", SECRET)
                .withLogAnalytics(logs);
        sandbox = Sandbox.start(0, options);
        control = new Caller(sandbox.url(), "none");
    }

    String url() {
        return sandbox.url();
    }

    /** Everything that a bridge must be told to use this in place of Azure. */
    Map<String, String> settings() {
        var settings = new LinkedHashMap<String, String>();
        settings.put("sandbox.enabled", "false");
        settings.put("sentinel.endpoint", url());
        settings.put("sentinel.subscription-id", options.subscriptionId());
        settings.put("sentinel.resource-group", options.resourceGroup());
        settings.put("sentinel.workspace-name", options.workspaceName());
        settings.put("log-analytics.endpoint", url());
        settings.put("log-analytics.dcr-immutable-id", options.logAnalytics().dcrImmutableId());
        settings.put("azure.authority-host", url());
        settings.put("azure.credential", "client-secret");
        settings.put("azure.tenant-id", options.tenantId());
        settings.put("azure.client-id", options.clientId());
        settings.put("azure.client-secret", options.clientSecret());
        return settings;
    }

    /** As {@link #settings}, but to bring alerts by the old HTTP Data Collector API. */
    Map<String, String> oldSettings() {
        var settings = settings();
        settings.remove("log-analytics.dcr-immutable-id");
        settings.put("log-analytics.writer", "data-collector");
        settings.put("log-analytics.workspace-id", options.logAnalytics().workspaceId());
        settings.put("log-analytics.workspace-key", options.logAnalytics().workspaceKey());
        return settings;
    }

    void disturb(String fault) {
        control("POST", "faults", fault);
    }

    void leaveInPeace() {
        control("DELETE", "faults", "");
    }

    JsonNode state() {
        return control("GET", "state", "");
    }

    JsonNode incidents() {
        return state().at("/sentinel/incidents");
    }

    /** How many requests of an operation have arrived. */
    int count(String operation) {
        return state().at("/sentinel/counts").path(operation).asInt();
    }

    /** The uuids of all alerts that have arrived in Log Analytics. */
    Set<String> alerts() {
        return alerts("ElasticSecurityAlerts_CL");
    }

    /** The uuids of all alerts that have arrived in a table. */
    Set<String> alerts(String table) {
        var uuids = new HashSet<String>();
        var answer = control.send(control.toWithoutKey("/_sandbox/log-analytics/" + table + "/uuids").GET());
        if (answer.statusCode() == 200) {
            Caller.json(answer).fieldNames().forEachRemaining(uuids::add);
        }
        return uuids;
    }

    /** How many rows of alerts that were there already have arrived. */
    int duplicates() {
        return state().at("/log_analytics/tables/ElasticSecurityAlerts_CL/duplicates").asInt();
    }

    /** How many documents of events the stand-in of Elasticsearch has, by its own interface. */
    int documents() {
        var answer = control.send(control.toWithoutKey("/elasticsearch/logs-*/_count")
                .header("Authorization", "ApiKey " + ElasticsearchStandIn.API_KEY)
                .GET());
        return answer.statusCode() == 200 ? Caller.json(answer).path("count").asInt() : 0;
    }

    /** How many requests with rows have come. */
    int ingestionRequests() {
        return state().at("/log_analytics/requests").asInt();
    }

    private JsonNode control(String method, String path, String body) {
        var answer = control.send(control.toWithoutKey("/_sandbox/" + path).method(method, BodyPublishers.ofString(body)));
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.body());
        }
        return Caller.json(answer);
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
