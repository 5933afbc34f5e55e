package org.sentinelbridge.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/**
 * Makes rows of a table out of what is uploaded to its data collection rule. Nobody is told of what is lost: columns that
 * are not declared vanish, values that do not fit their column's type become null, and text over 64 KB is cut. Source:
 * learn.microsoft.com azure-monitor/service-limits, section "Logs Ingestion API".
 */
final class DeclaredColumns {

    private static final FieldLimit LIMIT = new FieldLimit(64 * 1024);

    private final TableSchema schema;

    DeclaredColumns(TableSchema schema) {
        this.schema = schema;
    }

    /** @return the row as it is stored */
    ObjectNode add(ObjectNode given, LogTable table) {
        ObjectNode row = Json.object();
        for (Map.Entry<String, JsonNode> field : given.properties()) {
            Optional<ColumnType> type = schema.type(field.getKey());
            if (type.isPresent()) {
                row.set(field.getKey(), value(type.get(), field.getValue(), table));
            } else if (schema.isOpen()) {
                row.set(field.getKey(), LIMIT.cut(field.getValue()));
            } else {
                table.vanished(field.getKey());
            }
        }
        table.add(row);
        return row;
    }

    private static JsonNode value(ColumnType type, JsonNode given, LogTable table) {
        if (given.isNull()) {
            return given;
        }
        Optional<JsonNode> fitting = type.fit(given);
        if (fitting.isEmpty()) {
            table.mismatch();
        }
        return fitting.map(LIMIT::cut).orElseGet(Json::nothing);
    }
}
