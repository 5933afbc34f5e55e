package org.sentinelbridge.sandbox;

import java.time.Duration;
import java.util.Objects;
import org.sentinelbridge.sandbox.eventhubs.EventHubOptions;

/**
 * What the stand-in pretends to be: one tenant with one application, one subscription with one resource group and one
 * Log Analytics workspace, with a data collection rule before it, and one Event Hubs namespace.
 *
 * @param throttle whether Sentinel's request limits are on from the start
 * @param elasticsearchBytes how many bytes of documents the stand-in for Elasticsearch keeps whole
 * @param eventsPerMinute made-up events that come to the event hub by themselves; 0 for none
 * @param tokenLifetime how long an access token is valid; Entra's usual lifetime is 60 to 90 minutes
 */
public record SandboxOptions(
        boolean throttle,
        Duration tokenLifetime,
        String tenantId,
        String clientId,
        String clientSecret,
        String subscriptionId,
        String resourceGroup,
        String workspaceName,
        LogAnalyticsOptions logAnalytics,
        long elasticsearchBytes,
        EventHubOptions eventHubs,
        int eventsPerMinute) {

    private static final long ELASTICSEARCH_BYTES = 32L << 20;

    public SandboxOptions {
        Objects.requireNonNull(tokenLifetime, "tokenLifetime");
        Objects.requireNonNull(tenantId, "tenantId");
        Objects.requireNonNull(clientId, "clientId");
        Objects.requireNonNull(clientSecret, "clientSecret");
        Objects.requireNonNull(subscriptionId, "subscriptionId");
        Objects.requireNonNull(resourceGroup, "resourceGroup");
        Objects.requireNonNull(workspaceName, "workspaceName");
        Objects.requireNonNull(logAnalytics, "logAnalytics");
        Objects.requireNonNull(eventHubs, "eventHubs");
    }

    /** No throttling, tokens for an hour, and made-up names that nobody can mistake for a real tenant's. */
    public static SandboxOptions defaults() {
        return new SandboxOptions(
                false,
                Duration.ofSeconds(3599),
                "5a4db0c5-0000-4000-8000-000000000001",
                "5a4db0c5-0000-4000-8000-000000000002",
                "sandbox-secret",
                "5a4db0c5-0000-4000-8000-000000000003",
                "sandbox-rg",
                "sandbox-workspace",
                LogAnalyticsOptions.defaults(),
                ELASTICSEARCH_BYTES,
                EventHubOptions.defaults(),
                0);
    }

    public SandboxOptions withThrottle(boolean on) {
        return new SandboxOptions(
                on,
                tokenLifetime,
                tenantId,
                clientId,
                clientSecret,
                subscriptionId,
                resourceGroup,
                workspaceName,
                logAnalytics,
                elasticsearchBytes,
                eventHubs,
                eventsPerMinute);
    }

    public SandboxOptions withTokenLifetime(Duration lifetime) {
        return new SandboxOptions(
                throttle,
                lifetime,
                tenantId,
                clientId,
                clientSecret,
                subscriptionId,
                resourceGroup,
                workspaceName,
                logAnalytics,
                elasticsearchBytes,
                eventHubs,
                eventsPerMinute);
    }

    public SandboxOptions withApplication(String tenant, String client, String secret) {
        return new SandboxOptions(
                throttle,
                tokenLifetime,
                tenant,
                client,
                secret,
                subscriptionId,
                resourceGroup,
                workspaceName,
                logAnalytics,
                elasticsearchBytes,
                eventHubs,
                eventsPerMinute);
    }

    public SandboxOptions withWorkspace(String subscription, String group, String workspace) {
        return new SandboxOptions(
                throttle,
                tokenLifetime,
                tenantId,
                clientId,
                clientSecret,
                subscription,
                group,
                workspace,
                logAnalytics,
                elasticsearchBytes,
                eventHubs,
                eventsPerMinute);
    }

    public SandboxOptions withLogAnalytics(LogAnalyticsOptions other) {
        return new SandboxOptions(
                throttle,
                tokenLifetime,
                tenantId,
                clientId,
                clientSecret,
                subscriptionId,
                resourceGroup,
                workspaceName,
                other,
                elasticsearchBytes,
                eventHubs,
                eventsPerMinute);
    }

    public SandboxOptions withElasticsearchBytes(long bytes) {
        return new SandboxOptions(
                throttle,
                tokenLifetime,
                tenantId,
                clientId,
                clientSecret,
                subscriptionId,
                resourceGroup,
                workspaceName,
                logAnalytics,
                bytes,
                eventHubs,
                eventsPerMinute);
    }

    /** @param perMinute made-up events that come by themselves; 0 for none */
    public SandboxOptions withEventHubs(EventHubOptions other, int perMinute) {
        return new SandboxOptions(
                throttle,
                tokenLifetime,
                tenantId,
                clientId,
                clientSecret,
                subscriptionId,
                resourceGroup,
                workspaceName,
                logAnalytics,
                elasticsearchBytes,
                other,
                perMinute);
    }

    /** The secret stays out of logs. */
    @Override
    public String toString() {
        return "SandboxOptions[throttle=" + throttle + ", tokenLifetime=" + tokenLifetime + ", tenantId=" + tenantId
                + ", clientId=" + clientId + ", subscriptionId=" + subscriptionId + ", resourceGroup=" + resourceGroup
                + ", workspaceName=" + workspaceName + ", logAnalytics=" + logAnalytics + ", elasticsearchBytes="
                + elasticsearchBytes + ", eventHubs=" + eventHubs + ", eventsPerMinute=" + eventsPerMinute + "]";
    }
}
