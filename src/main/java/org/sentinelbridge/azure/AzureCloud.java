package org.sentinelbridge.azure;

/**
 * The three Azure clouds and where their services are. Source: AzureAuthorityHosts of azure-identity, and Microsoft's
 * tables of national-cloud endpoints.
 */
public enum AzureCloud {
    PUBLIC("https://login.microsoftonline.com", "https://management.azure.com", "https://monitor.azure.com"),
    USGOVERNMENT("https://login.microsoftonline.us", "https://management.usgovcloudapi.net", "https://monitor.azure.us"),
    CHINA("https://login.chinacloudapi.cn", "https://management.chinacloudapi.cn", "https://monitor.azure.cn");

    private final String authorityHost;
    private final String resourceManager;
    private final String monitor;

    AzureCloud(String authorityHost, String resourceManager, String monitor) {
        this.authorityHost = authorityHost;
        this.resourceManager = resourceManager;
        this.monitor = monitor;
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
}
