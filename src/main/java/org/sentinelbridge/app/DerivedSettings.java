package org.sentinelbridge.app;

import java.util.Properties;
import org.apache.camel.CamelContext;
import org.sentinelbridge.azure.AzureCloud;
import org.sentinelbridge.azure.CaseSettings;
import org.sentinelbridge.azure.EventHubsSettings;
import org.sentinelbridge.azure.LogAnalyticsSettings;
import org.sentinelbridge.azure.SentinelSettings;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.base.settings.SettingsException;
import org.sentinelbridge.elastic.elasticsearch.ElasticsearchSettings;
import org.sentinelbridge.elastic.kibana.CaseNotices;

/** Settings that follow from others, for the routes. */
final class DerivedSettings {

    private DerivedSettings() {}

    /**
     * Puts them beside those that they follow from. May be done again when these have changed.
     *
     * @throws SettingsException if a setting is wrong
     */
    static void put(CamelContext context, Settings all) {
        var settings = EventHubsSettings.given(all);
        var cloud = AzureCloud.of(settings);
        var derived = new Properties();
        derived.setProperty("azure.resource-manager-scope", cloud.resourceManagerScope());
        derived.setProperty("sentinel.endpoint", SentinelSettings.endpoint(settings, cloud));
        CaseSettings.derive(settings, derived);
        derived.setProperty("azure.monitor-scope", cloud.monitorScope());
        LogAnalyticsSettings.derive(settings, cloud, derived);
        ElasticsearchSettings.derive(settings, derived);
        CaseNotices.derive(settings, derived);
        EventHubsSettings.derive(settings, derived);
        IncidentPolling.derive(settings, derived);
        derived.forEach((name, value) -> context.getPropertiesComponent().addOverrideProperty(name.toString(), value.toString()));
    }
}
