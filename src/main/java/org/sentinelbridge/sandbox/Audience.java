package org.sentinelbridge.sandbox;

import java.util.List;
import java.util.Optional;

/** The services that a token can be asked for, under their names in the public, the US Government and the China cloud. */
enum Audience {
    RESOURCE_MANAGER(List.of(
            "https://management.azure.com",
            "https://management.core.windows.net",
            "https://management.usgovcloudapi.net",
            "https://management.chinacloudapi.cn")),
    MONITOR(List.of("https://monitor.azure.com", "https://monitor.azure.us", "https://monitor.azure.cn")),
    /** An application of the tenant whose API others may call: the bridge's webhooks. */
    BRIDGE(List.of("api://" + Audience.BRIDGE_ID));

    static final String BRIDGE_ID = "5a4db0c5-0000-4000-8000-00000000000b";
    /** The app role that the caller's application has been given there. */
    static final String BRIDGE_ROLE = "Alerts.Send";

    private final List<String> resources;

    Audience(List<String> resources) {
        this.resources = resources;
    }

    List<String> resources() {
        return resources;
    }

    /** The service of a resource URI, with or without a slash at its end. */
    static Optional<Audience> of(String resource) {
        String bare = resource.replaceAll("/+$", "");
        for (Audience audience : values()) {
            if (audience.resources.contains(bare)) {
                return Optional.of(audience);
            }
        }
        return Optional.empty();
    }
}
