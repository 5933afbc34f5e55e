package org.sentinelbridge.operate.doctor;

import org.sentinelbridge.azure.AzureFailure;
import org.sentinelbridge.base.settings.Settings;

/** Paths of the workspace in Azure Resource Manager, and what its refusals mean. */
record Workspace(String subscription, String group, String name, String version) {

    static Workspace of(Settings settings) {
        return new Workspace(
                settings.text("sentinel.subscription-id"),
                settings.text("sentinel.resource-group"),
                settings.text("sentinel.workspace-name"),
                settings.text("sentinel.api-version"));
    }

    /** @param query more of it, each part with its & */
    String incidents(String query) {
        return provider() + "/incidents?api-version=" + version + query;
    }

    String incident(String id) {
        return provider() + "/incidents/" + id + "?api-version=" + version;
    }

    private String provider() {
        return "/subscriptions/" + subscription + "/resourceGroups/" + group + "/providers/Microsoft.OperationalInsights/workspaces/" + name
                + "/providers/Microsoft.SecurityInsights";
    }

    Finding finding(String check, AzureFailure failure) {
        if (failure instanceof AzureFailure.RoleMissing) {
            return Finding.fail(check, failure.getMessage(), "Give the bridge's identity the role Microsoft Sentinel Responder on the workspace "
                    + name + "; a new role takes some minutes to work");
        }
        if (failure instanceof AzureFailure.WorkspaceNotFound) {
            return Finding.fail(check, failure.getMessage(),
                    "Check sentinel.subscription-id, sentinel.resource-group and sentinel.workspace-name");
        }
        if (failure instanceof AzureFailure.TokenRefused) {
            return Finding.fail(check, failure.getMessage(), "Check azure.tenant-id and azure.cloud: the token is not one for this subscription");
        }
        if (failure instanceof AzureFailure.NotNow) {
            return Finding.warn(check, failure.getMessage(), "Run bridge doctor again in some minutes; the bridge tries by itself");
        }
        return Finding.fail(check, failure.getMessage(), "Check that Microsoft Sentinel is enabled on the workspace, and sentinel.api-version");
    }
}
