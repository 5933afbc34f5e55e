package org.sentinelbridge.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** The columns of a classic table: each name gets a suffix for the type that its value seems to have. */
final class ClassicColumns {

    private static final Set<String> RESERVED = Set.of("tenant", "TimeGenerated", "RawData");
    private static final int MOST_FIELD_BYTES = 32 * 1024;

    private ClassicColumns() {}

    static ObjectNode of(ObjectNode row) {
        ObjectNode columns = Json.object();
        row.properties().forEach(field -> {
            if (!RESERVED.contains(field.getKey()) && !field.getValue().isNull()) {
                JsonNode value = field.getValue().isContainerNode()
                        ? TextNode.valueOf(new String(Json.bytes(field.getValue()), StandardCharsets.UTF_8))
                        : field.getValue();
                columns.set(field.getKey() + suffix(value), ColumnTypes.cut(value, MOST_FIELD_BYTES));
            }
        });
        return columns;
    }

    private static String suffix(JsonNode value) {
        if (value.isNumber()) {
            return "_d";
        }
        if (value.isBoolean()) {
            return "_b";
        }
        if (!ColumnTypes.fit("datetime", value, Integer.MAX_VALUE).isNull()) {
            return "_t";
        }
        return ColumnTypes.fit("guid", value, Integer.MAX_VALUE).isNull() ? "_s" : "_g";
    }
}
