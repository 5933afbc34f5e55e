package org.sentinelbridge.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The tables of the workspace, and how often each status was answered to those who brought rows. */
final class LogAnalytics {

    private final Map<String, LogRows> tables = new TreeMap<>();
    private final Map<Integer, Integer> answers = new TreeMap<>();
    private int requests;

    LogRows table(String name) {
        return tables.computeIfAbsent(name, n -> new LogRows());
    }

    Optional<LogRows> find(String name) {
        return Optional.ofNullable(tables.get(name));
    }

    void request() {
        requests++;
    }

    void answered(int status) {
        answers.merge(status, 1, Integer::sum);
    }

    void clear() {
        tables.clear();
        answers.clear();
        requests = 0;
    }

    ObjectNode describe() {
        ObjectNode description = Json.object();
        description.put("requests", requests);
        ObjectNode statuses = description.putObject("answers");
        answers.forEach((status, count) -> statuses.put(status.toString(), count));
        ObjectNode rows = description.putObject("tables");
        tables.forEach((name, table) -> rows.set(name, table.describe()));
        return description;
    }
}
