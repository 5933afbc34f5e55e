package org.sentinelbridge.operate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * JSON objects as lines of text in columns. What others have written, attackers perhaps, is shown without the characters that a
 * terminal
 * would obey.
 */
final class Table {

    private static final int MOST_LAST = 160;

    private final List<Column> columns;

    /**
     * A column.
     *
     * @param field of the object
     * @param width at least; the last column has none
     */
    record Column(String title, String field, int width) {}

    Table(Column... columns) {
        this.columns = List.of(columns);
    }

    void head(PrintWriter out) {
        out.println(columns.stream().map(column -> pad(column.title, column)).collect(Collectors.joining("  ")).stripTrailing());
    }

    void row(JsonNode object, PrintWriter out) {
        var texts = columns.stream().map(column -> pad(text(object.path(column.field)), column));
        out.println(texts.collect(Collectors.joining("  ")).stripTrailing());
        out.flush();
    }

    private String pad(String text, Column column) {
        if (column == columns.get(columns.size() - 1)) {
            return text.length() > MOST_LAST ? text.substring(0, MOST_LAST) + "…" : text;
        }
        return text + " ".repeat(Math.max(0, column.width - text.length()));
    }

    private static String text(JsonNode value) {
        return value.isArray()
                ? StreamSupport.stream(value.spliterator(), false).map(Table::text).collect(Collectors.joining(" "))
                : plain(value.asText()).replace('\n', ' ');
    }

    /** A text without control characters, line ends excepted. */
    static String plain(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}&&[^\\n\\t]]", "?");
    }

    /** All members of an object that are plain values, one a line, then the rest is up to the caller. */
    static void members(JsonNode object, PrintWriter out) {
        object.properties().forEach(member -> {
            var text = text(member.getValue());
            if (!text.isEmpty() && (member.getValue().isValueNode() || member.getValue().path(0).isValueNode())) {
                out.printf("%-14s %s%n", member.getKey(), text);
            }
        });
    }
}
