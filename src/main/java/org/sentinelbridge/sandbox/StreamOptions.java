package org.sentinelbridge.sandbox;

import java.util.Objects;
import java.util.Optional;
import org.sentinelbridge.sandbox.rules.AnalyticsRule;

/**
 * A stream of the data collection rule.
 *
 * @param name as it stands in the URL of the Logs Ingestion API
 * @param table where the stream goes to
 * @param rule what makes incidents of the table's rows
 */
public record StreamOptions(String name, TableSchema table, Optional<AnalyticsRule> rule) {

    public StreamOptions {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(rule, "rule");
    }

    /** To a table that takes every column; no rule. */
    static StreamOptions to(String table) {
        return new StreamOptions("Custom-" + table, TableSchema.open(table), Optional.empty());
    }

    StreamOptions withTable(TableSchema other) {
        return new StreamOptions(name, other, rule);
    }

    StreamOptions withRule(AnalyticsRule other) {
        return new StreamOptions(name, table, Optional.of(other));
    }
}
