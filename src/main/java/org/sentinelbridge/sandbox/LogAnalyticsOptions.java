package org.sentinelbridge.sandbox;

import java.util.Objects;
import java.util.Optional;
import org.sentinelbridge.sandbox.rules.AnalyticsRule;

/**
 * The Log Analytics workspace that the stand-in pretends to be, and the data collection rule that leads to it.
 *
 * @param stream the one stream of the rule
 * @param table where the stream goes to
 * @param workspaceKey for the HTTP Data Collector API, in Base64
 * @param rule what makes incidents of the table's rows
 */
public record LogAnalyticsOptions(
        String dcrImmutableId,
        String stream,
        TableSchema table,
        String workspaceId,
        String workspaceKey,
        Optional<AnalyticsRule> rule) {

    public LogAnalyticsOptions {
        Objects.requireNonNull(dcrImmutableId, "dcrImmutableId");
        Objects.requireNonNull(stream, "stream");
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(workspaceId, "workspaceId");
        Objects.requireNonNull(workspaceKey, "workspaceKey");
        Objects.requireNonNull(rule, "rule");
    }

    /** Made-up names that nobody can mistake for real ones, and a table that takes every column; no rule. */
    public static LogAnalyticsOptions defaults() {
        return new LogAnalyticsOptions(
                "dcr-5a4db0c5000040008000000000000006",
                "Custom-ElasticSecurityAlerts_CL",
                TableSchema.open("ElasticSecurityAlerts_CL"),
                "5a4db0c5-0000-4000-8000-000000000007",
                // "sandbox-key-sandbox-key-sandbox-key-sandbox-key-sandbox-key-1234"
                "c2FuZGJveC1rZXktc2FuZGJveC1rZXktc2FuZGJveC1rZXktc2FuZGJveC1rZXktc2FuZGJveC1rZXktMTIzNA==",
                Optional.empty());
    }

    public LogAnalyticsOptions withTable(TableSchema other) {
        return new LogAnalyticsOptions(dcrImmutableId, stream, other, workspaceId, workspaceKey, rule);
    }

    public LogAnalyticsOptions withWorkspace(String id, String key) {
        return new LogAnalyticsOptions(dcrImmutableId, stream, table, id, key, rule);
    }

    public LogAnalyticsOptions withRule(AnalyticsRule other) {
        return new LogAnalyticsOptions(dcrImmutableId, stream, table, workspaceId, workspaceKey, Optional.of(other));
    }

    /** The key stays out of logs. */
    @Override
    public String toString() {
        return "LogAnalyticsOptions[dcrImmutableId=" + dcrImmutableId + ", stream=" + stream + ", table=" + table.name()
                + ", workspaceId=" + workspaceId + "]";
    }
}
