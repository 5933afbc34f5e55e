package org.sentinelbridge.operate.doctor;

import org.sentinelbridge.azure.AzureFailure;

/** Whether the incidents of the workspace can be read. */
final class WorkspaceCheck implements Check {

    private final Azure azure;
    private final Workspace workspace;

    WorkspaceCheck(Azure azure, Workspace workspace) {
        this.azure = azure;
        this.workspace = workspace;
    }

    @Override
    public String name() {
        return "read";
    }

    @Override
    public Finding look() throws Exception {
        try {
            azure.call("GET", workspace.incidents("&$top=1"), "");
            return Finding.ok(name(), "The incidents of workspace " + workspace.name() + " can be read");
        } catch (Tokens.NoToken e) {
            return Finding.warn(name(), "Not tried, because there is no token", "");
        } catch (AzureFailure e) {
            return workspace.finding(name(), e);
        }
    }
}
