package org.sentinelbridge.azure;

import java.util.Locale;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.base.settings.SettingsException;

/**
 * The three Azure clouds and where their services are. Source: AzureAuthorityHosts of azure-identity, and Microsoft's
 * tables of national-cloud endpoints.
 */
public enum AzureCloud {
    PUBLIC("https://login.microsoftonline.com", "https://management.azure.com", "https://monitor.azure.com", "ods.opinsights.azure.com"),
    USGOVERNMENT("https://login.microsoftonline.us", "https://management.usgovcloudapi.net", "https://monitor.azure.us", "ods.opinsights.azure.us"),
    CHINA("https://login.chinacloudapi.cn", "https://management.chinacloudapi.cn", "https://monitor.azure.cn", "ods.opinsights.azure.cn");

    private final String authorityHost;
    private final String resourceManager;
    private final String monitor;
    private final String dataCollector;

    AzureCloud(String authorityHost, String resourceManager, String monitor, String dataCollector) {
        this.dataCollector = dataCollector;
        this.authorityHost = authorityHost;
        this.resourceManager = resourceManager;
        this.monitor = monitor;
    }

    /**
     * The one that {@code azure.cloud} names.
     *
     * @throws SettingsException if there is none of that name
     */
    public static AzureCloud of(Settings settings) {
        return valueOf(settings.choice("azure.cloud", "public", "usgovernment", "china").toUpperCase(Locale.ROOT));
    }

    /** Where Entra ID hands out tokens. */
    public String authorityHost() {
        return authorityHost;
    }

    /** The base URL of Azure Resource Manager, which the Sentinel REST API is part of. */
    public String resourceManager() {
        return resourceManager;
    }

    /** The scope of a token for Azure Resource Manager. */
    public String resourceManagerScope() {
        return resourceManager + "/.default";
    }

    /** The scope of a token for the Logs Ingestion API. */
    public String monitorScope() {
        return monitor + "/.default";
    }

    /** The domain of the old HTTP Data Collector API; before it stands a workspace's id. */
    public String dataCollector() {
        return dataCollector;
    }
}
