package org.sentinelbridge.app;

import java.time.Clock;
import java.util.OptionalInt;
import org.apache.camel.CamelContext;
import org.sentinelbridge.azure.AzureAnswer;
import org.sentinelbridge.azure.AzureCloud;
import org.sentinelbridge.azure.AzureCredentials;
import org.sentinelbridge.azure.AzureMeters;
import org.sentinelbridge.azure.AzureTokens;
import org.sentinelbridge.azure.IncidentAddress;
import org.sentinelbridge.azure.SentinelCall;
import org.sentinelbridge.azure.SharedKey;
import org.sentinelbridge.base.retry.CallLimits;
import org.sentinelbridge.base.settings.Settings;

/** Azure's side: who the bridge is there, and what the answers of Sentinel and Log Analytics mean. */
final class AzureWing implements Wing {

    /** What the Logs Ingestion API answers (learn.microsoft.com azure-monitor/logs/logs-ingestion-api-overview, "Response"). */
    private static final int INGESTED = 204;
    /** What the HTTP Data Collector API answers (azure-monitor/logs/data-collector-api, "Return codes"). */
    private static final int COLLECTED = 200;

    private final Settings settings;
    private final AzureCloud cloud;
    private final AzureCredentials credentials;
    private final AzureTokens tokens;
    private final AzureAnswer sentinel;

    AzureWing(CamelContext context, Settings settings, CallLimits limits) {
        this.settings = settings;
        cloud = AzureCloud.of(settings);
        credentials = new AzureCredentials(settings, cloud);
        var meters = new AzureMeters(Meters.of(context));
        tokens = new AzureTokens(credentials, meters);
        sentinel = new AzureAnswer(tokens, meters, OptionalInt.empty());
        var receipt = settings.flag("data-collector.on") ? COLLECTED : INGESTED;

        var beans = context.getRegistry();
        beans.bind("azureTokens", tokens);
        beans.bind("sentinelCall", new SentinelCall(tokens, limits, cloud.resourceManagerScope(), settings.text("sentinel.api-version")));
        beans.bind("azureAnswer", sentinel);
        beans.bind("azureReceipt", new AzureAnswer(tokens, meters, OptionalInt.of(receipt)));
        beans.bind("incidentAddress", new IncidentAddress());
        if (settings.flag("data-collector.on")) {
            beans.bind("sharedKey", new SharedKey(
                    settings.text("log-analytics.workspace-id"), settings.text("log-analytics.workspace-key"), Clock.systemUTC()));
        }
    }

    AzureCredentials credentials() {
        return credentials;
    }

    /** How Sentinel's REST API answers. */
    AzureAnswer sentinel() {
        return sentinel;
    }

    /** So that the first caller need not wait for a token. */
    @Override
    public void serve() {
        if (settings.flag("case-webhook.on") && !settings.flag("case-rows.on")) {
            tokens.fetchAhead(cloud.resourceManagerScope());
        }
        if (settings.flag("logs-ingestion.on")) {
            tokens.fetchAhead(cloud.monitorScope());
        }
    }
}
