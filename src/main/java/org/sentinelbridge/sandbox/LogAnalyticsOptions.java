package org.sentinelbridge.sandbox;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.sentinelbridge.sandbox.rules.AnalyticsRule;

/**
 * The Log Analytics workspace that the stand-in pretends to be, and the data collection rule that leads to it.
 *
 * @param alerts the stream of alerts
 * @param cases the stream of cases
 * @param others further streams, of which the bridge knows nothing unless a mapping names one
 * @param workspaceKey for the HTTP Data Collector API, in Base64
 */
public record LogAnalyticsOptions(
        String dcrImmutableId, StreamOptions alerts, StreamOptions cases, List<StreamOptions> others, String workspaceId, String workspaceKey) {

    public LogAnalyticsOptions {
        Objects.requireNonNull(dcrImmutableId, "dcrImmutableId");
        Objects.requireNonNull(alerts, "alerts");
        Objects.requireNonNull(cases, "cases");
        others = List.copyOf(others);
        Objects.requireNonNull(workspaceId, "workspaceId");
        Objects.requireNonNull(workspaceKey, "workspaceKey");
    }

    /** Made-up names that nobody can mistake for real ones, and tables that take every column; no rules. */
    public static LogAnalyticsOptions defaults() {
        return new LogAnalyticsOptions(
                "dcr-5a4db0c5000040008000000000000006",
                StreamOptions.to("ElasticSecurityAlerts_CL"),
                StreamOptions.to("ElasticSecurityCases_CL"),
                List.of(),
                "5a4db0c5-0000-4000-8000-000000000007",
                // "sandbox-key-sandbox-key-sandbox-key-sandbox-key-sandbox-key-1234"
                "c2FuZGJveC1rZXktc2FuZGJveC1rZXktc2FuZGJveC1rZXktc2FuZGJveC1rZXktc2FuZGJveC1rZXktMTIzNA==");
    }

    /** All streams of the rule. */
    List<StreamOptions> streams() {
        return Stream.concat(Stream.of(alerts, cases), others.stream()).toList();
    }

    public LogAnalyticsOptions withTable(TableSchema other) {
        return new LogAnalyticsOptions(dcrImmutableId, alerts.withTable(other), cases, others, workspaceId, workspaceKey);
    }

    public LogAnalyticsOptions withCaseTable(TableSchema other) {
        return new LogAnalyticsOptions(dcrImmutableId, alerts, cases.withTable(other), others, workspaceId, workspaceKey);
    }

    /** With a stream to one more table, which takes every column. */
    public LogAnalyticsOptions withStreamTo(String table) {
        var more = Stream.concat(others.stream(), Stream.of(StreamOptions.to(table))).toList();
        return new LogAnalyticsOptions(dcrImmutableId, alerts, cases, more, workspaceId, workspaceKey);
    }

    public LogAnalyticsOptions withWorkspace(String id, String key) {
        return new LogAnalyticsOptions(dcrImmutableId, alerts, cases, others, id, key);
    }

    /** With the rules of the template for Azure. */
    public LogAnalyticsOptions withRules() {
        return new LogAnalyticsOptions(dcrImmutableId, alerts.withRule(AnalyticsRule.ofAlerts()), cases.withRule(AnalyticsRule.ofCases()),
                others, workspaceId, workspaceKey);
    }

    /** The key stays out of logs. */
    @Override
    public String toString() {
        return "LogAnalyticsOptions[dcrImmutableId=" + dcrImmutableId + ", streams=" + streams() + ", workspaceId=" + workspaceId + "]";
    }
}
