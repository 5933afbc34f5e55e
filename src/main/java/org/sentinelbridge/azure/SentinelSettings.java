package org.sentinelbridge.azure;

import java.util.List;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.base.settings.SettingsException;

/** The settings that name the Sentinel workspace. */
public final class SentinelSettings {

    private static final String SUBSCRIPTION = "sentinel.subscription-id";
    private static final String GROUP = "sentinel.resource-group";
    private static final String WORKSPACE = "sentinel.workspace-name";

    private static final String ANY = "[-\\w.()]{1,90}";

    private SentinelSettings() {}

    /** Base URL of Azure Resource Manager. */
    public static String endpoint(Settings settings, AzureCloud cloud) {
        return settings.safeUrl("sentinel.endpoint").orElse(cloud.resourceManager());
    }

    /**
     * Checks the workspace's settings by the rules of Microsoft's OpenAPI files (Incidents.json 2024-03-01).
     *
     * @return whether they are there; none of them set means that no workspace is wanted
     * @throws SettingsException if only some are set, or one is wrong
     */
    public static boolean check(Settings settings) {
        var names = List.of(SUBSCRIPTION, GROUP, WORKSPACE);
        var missing = names.stream().filter(name -> settings.find(name).isEmpty()).toList();
        if (missing.size() == names.size()) {
            return false;
        }
        if (!missing.isEmpty()) {
            throw new SettingsException(missing.get(0), "must be set too; Azure portal > Microsoft Sentinel > Settings >"
                    + " Workspace settings > Properties shows it");
        }
        // Behind an endpoint of one's own, which is a proxy or a stand-in, names may be others than Azure's.
        var own = settings.safeUrl("sentinel.endpoint").isPresent();
        settings.matching(SUBSCRIPTION, own ? ANY : "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", "subscription id (a GUID)");
        settings.matching(GROUP, own ? ANY : "[-\\w.()]{1,90}", "name of a resource group");
        settings.matching(WORKSPACE, own ? ANY : "[A-Za-z0-9][A-Za-z0-9-]{1,88}[A-Za-z0-9]", "name of a workspace");
        settings.matching("sentinel.api-version", "\\d{4}-\\d\\d-\\d\\d(-preview)?", "API version such as 2024-03-01");
        return true;
    }
}
