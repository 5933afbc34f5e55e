package org.sentinelbridge.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A table of the workspace. All rows are counted; whole are kept the last 200 of them, as long as they have no more than
 * 4 MB together. Vanished columns are counted under up to 1,000 names, the rest under {@code (others)}; {@link UuidCounts}
 * says how many uuids are remembered.
 */
final class LogTable {

    private static final List<String> UUID_COLUMNS = List.of("AlertUuid", "AlertUuid_s", "AlertUuid_g");
    private static final int KEPT_ROWS = 200;
    private static final int KEPT_BYTES = 4 * 1024 * 1024;
    private static final int SHOWN_ROWS = 20;
    private static final int SHOWN_UUIDS = 1_000;
    private static final int MOST_NAMES = 1_000;
    private static final int MOST_COLUMNS = 500;

    private final UuidCounts uuids = new UuidCounts();
    private final Set<String> columns = new HashSet<>();
    private final Map<String, Integer> vanished = new TreeMap<>();
    private final Deque<byte[]> newest = new ArrayDeque<>();
    private int newestBytes;
    private long rows;
    private long distinct;
    private long mismatches;

    void add(ObjectNode row) {
        rows++;
        if (isNew(row)) {
            distinct++;
        }
        byte[] json = Json.bytes(row);
        newest.addLast(json);
        newestBytes += json.length;
        while (newest.size() > KEPT_ROWS || newestBytes > KEPT_BYTES) {
            newestBytes -= newest.removeFirst().length;
        }
    }

    /** Whether a classic table has the column already. */
    boolean hasColumn(String name) {
        return columns.contains(name);
    }

    /** Whether a classic table has the column or takes it on; it has no more than 500. */
    boolean admits(String name) {
        return columns.contains(name) || columns.size() < MOST_COLUMNS && columns.add(name);
    }

    void vanished(String column) {
        String name = vanished.containsKey(column) || vanished.size() < MOST_NAMES ? column : "(others)";
        vanished.merge(name, 1, Integer::sum);
    }

    void mismatch() {
        mismatches++;
    }

    ObjectNode describe() {
        ObjectNode description = Json.object();
        description.put("rows", rows);
        description.put("distinct", distinct);
        description.put("duplicates", rows - distinct);
        description.put("type_mismatches", mismatches);
        ObjectNode columns = description.putObject("vanished_columns");
        vanished.forEach(columns::put);
        description.set("uuids", uuids.some(SHOWN_UUIDS));
        description.set(
                "newest",
                Json.array(newest.stream()
                        .skip(Math.max(0, newest.size() - SHOWN_ROWS))
                        .map(LogTable::read)
                        .toList()));
        return description;
    }

    /** A JSON object: how often each uuid has come. */
    byte[] uuids() {
        return uuids.json();
    }

    /** A JSON array of the rows that are kept, oldest first. */
    byte[] rows() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(newestBytes + newest.size() + 2);
        out.write('[');
        for (byte[] row : newest) {
            if (out.size() > 1) {
                out.write(',');
            }
            out.writeBytes(row);
        }
        out.write(']');
        return out.toByteArray();
    }

    /** A row without a uuid is unlike all others. */
    private boolean isNew(ObjectNode row) {
        for (String column : UUID_COLUMNS) {
            JsonNode uuid = row.path(column);
            if (uuid.isValueNode() && !uuid.isNull()) {
                return uuids.add(uuid.asText());
            }
        }
        return true;
    }

    private static JsonNode read(byte[] row) {
        try {
            return Json.read(row);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
