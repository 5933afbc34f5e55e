package org.sentinelbridge.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes rows of a classic table out of what is posted to the HTTP Data Collector API. The type of each value decides on the
 * column: {@code _s} text, {@code _b} true or false, {@code _d} number, {@code _t} time, {@code _g} GUID; objects and arrays
 * become their JSON text. Text goes to a column {@code _d} or {@code _b} that is there already if it reads as such a value.
 * Reserved names vanish, and so does what would need more than 500 columns; text over 32 KB is cut. Source:
 * learn.microsoft.com azure-monitor/logs/data-collector-api, sections "Record type and properties", "Data limits".
 */
final class InferredColumns {

    private static final String TIME = "TimeGenerated";
    private static final Set<String> RESERVED = Set.of("tenant", TIME, "RawData");
    private static final FieldLimit LIMIT = new FieldLimit(32 * 1024);
    private static final Duration OLDEST = Duration.ofDays(2);
    private static final Duration NEWEST = Duration.ofDays(1);

    private final Clock clock;

    InferredColumns(Clock clock) {
        this.clock = clock;
    }

    /** @param timeField which field tells when it happened; an empty name for none */
    void add(ObjectNode given, String timeField, LogTable table) {
        ObjectNode row = Json.object();
        row.put(TIME, Times.text(time(given.path(timeField))));
        for (Map.Entry<String, JsonNode> field : given.properties()) {
            if (RESERVED.contains(field.getKey())) {
                table.vanished(field.getKey());
            } else if (!field.getValue().isNull()) {
                set(row, field.getKey(), field.getValue(), table);
            }
        }
        table.add(row);
    }

    private static void set(ObjectNode row, String name, JsonNode given, LogTable table) {
        for (Map.Entry<String, ColumnType> known :
                Map.of("_d", ColumnType.REAL, "_b", ColumnType.BOOLEAN).entrySet()) {
            Optional<JsonNode> value = given.isTextual() && table.hasColumn(name + known.getKey())
                    ? known.getValue().fit(given)
                    : Optional.empty();
            if (value.isPresent()) {
                row.set(name + known.getKey(), value.get());
                return;
            }
        }
        String column = name + suffix(given);
        if (table.admits(column)) {
            row.set(column, LIMIT.cut(given.isContainerNode() ? TextNode.valueOf(given.toString()) : given));
        } else {
            table.vanished(column);
        }
    }

    private static String suffix(JsonNode value) {
        if (value.isNumber()) {
            return "_d";
        }
        if (value.isBoolean()) {
            return "_b";
        }
        String text = value.isTextual() ? value.textValue() : "";
        if (text.indexOf('T') > 0 && ColumnType.isTime(text)) {
            return "_t";
        }
        return ColumnType.isGuid(text) ? "_g" : "_s";
    }

    /** A time that is too far away is replaced by the present one. */
    private Instant time(JsonNode given) {
        Instant now = clock.instant();
        try {
            Instant time = OffsetDateTime.parse(given.asText()).toInstant();
            boolean near = !time.isBefore(now.minus(OLDEST)) && !time.isAfter(now.plus(NEWEST));
            return near ? time : now;
        } catch (DateTimeException e) {
            return now;
        }
    }
}
