package org.sentinelbridge.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What has arrived in one table. Of all rows the number is kept, of the newest {@value #MOST_ROWS} everything, and how often each of the
 * first {@value #MOST_IDS} alerts came; later alerts count as distinct.
 */
final class LogRows {

    private static final int MOST_ROWS = 100;
    private static final int NEWEST = 20;
    private static final int MOST_IDS = 200_000;
    private static final List<String> ID_COLUMNS = List.of("AlertUuid", "AlertUuid_s", "AlertUuid_g");

    private final Deque<ObjectNode> newest = new ArrayDeque<>();
    private final Map<String, Integer> ids = new HashMap<>();
    private final Map<String, Integer> vanished = new TreeMap<>();
    private long rows;
    private long duplicates;
    private long mismatches;

    void add(ObjectNode row) {
        rows++;
        for (String column : ID_COLUMNS) {
            JsonNode id = row.path(column);
            if (id.isTextual() && (ids.size() < MOST_IDS || ids.containsKey(id.textValue()))) {
                duplicates += ids.merge(id.textValue(), 1, Integer::sum) > 1 ? 1 : 0;
            }
        }
        newest.add(row);
        if (newest.size() > MOST_ROWS) {
            newest.remove();
        }
    }

    /** A column that the table does not have was left out. */
    void vanished(String column) {
        vanished.merge(column, 1, Integer::sum);
    }

    /** A value did not fit its column's type. */
    void mismatch() {
        mismatches++;
    }

    ObjectNode describe() {
        ObjectNode description = Json.object();
        description.put("rows", rows);
        description.put("distinct", rows - duplicates);
        description.put("duplicates", duplicates);
        description.put("type_mismatches", mismatches);
        ObjectNode columns = description.putObject("vanished_columns");
        vanished.forEach(columns::put);
        description.set("newest", newest(NEWEST));
        return description;
    }

    /** The last rows, the oldest first. */
    ArrayNode newest(int most) {
        return Json.array(newest.stream().skip(Math.max(0, newest.size() - most)).toList());
    }

    /** How often each alert has come. */
    ObjectNode ids() {
        ObjectNode description = Json.object();
        ids.forEach(description::put);
        return description;
    }
}
