package org.sentinelbridge.sandbox;

import java.util.Objects;

/**
 * The one Log Analytics workspace of the sandbox: a data collection rule with one stream into one table, and the key of the old
 * HTTP Data Collector API.
 *
 * @param workspaceKey in Base64
 */
public record LogAnalyticsOptions(
        String dcrImmutableId, String stream, LogTable table, String workspaceId, String workspaceKey) {

    public LogAnalyticsOptions {
        Objects.requireNonNull(dcrImmutableId, "dcrImmutableId");
        Objects.requireNonNull(stream, "stream");
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(workspaceId, "workspaceId");
        Objects.requireNonNull(workspaceKey, "workspaceKey");
    }

    /** Made-up names, and a table that takes every column. */
    static LogAnalyticsOptions defaults() {
        return new LogAnalyticsOptions(
                "dcr-5a4db0c5000040008000000000000006",
                "Custom-ElasticSecurityAlerts_CL",
                LogTable.any("ElasticSecurityAlerts_CL"),
                "5a4db0c5-0000-4000-8000-000000000007",
                "c2FuZGJveCB3b3Jrc3BhY2Uga2V5LCBub3QgYSByZWFsIG9uZQ==");
    }

    LogAnalyticsOptions withTable(LogTable other) {
        return new LogAnalyticsOptions(dcrImmutableId, stream, other, workspaceId, workspaceKey);
    }

    /** The key stays out of logs. */
    @Override
    public String toString() {
        return "LogAnalyticsOptions[" + dcrImmutableId + ", " + stream + ", " + table.name() + ", " + workspaceId + "]";
    }
}
