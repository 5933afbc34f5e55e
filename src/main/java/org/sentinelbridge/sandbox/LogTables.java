package org.sentinelbridge.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What has arrived in the workspace, by whichever API. A table is there from its first row on. */
final class LogTables {

    private final Map<String, LogTable> tables = new TreeMap<>();
    private final Map<Integer, Integer> answers = new TreeMap<>();
    private int requests;

    void request() {
        requests++;
    }

    void answered(int status) {
        answers.merge(status, 1, Integer::sum);
    }

    LogTable table(String name) {
        return tables.computeIfAbsent(name, n -> new LogTable());
    }

    Optional<LogTable> find(String name) {
        return Optional.ofNullable(tables.get(name));
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
        answers.forEach((status, count) -> statuses.put(Integer.toString(status), count));
        ObjectNode all = description.putObject("tables");
        tables.forEach((name, table) -> all.set(name, table.describe()));
        return description;
    }
}
