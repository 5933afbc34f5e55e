package org.sentinelbridge.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A table of Log Analytics.
 *
 * @param columns the type of each declared column; none at all: every column is kept, as it comes
 */
public record LogTable(String name, Map<String, String> columns) {

    /** A table that keeps every column as it comes. */
    static LogTable any(String name) {
        return new LogTable(name, Map.of());
    }

    /** Reads {@code {"name": …, "columns": [{"name": …, "type": …}]}}, the shape of Azure's tables API. */
    public static LogTable read(Path file) throws IOException {
        JsonNode table = Json.read(Files.readAllBytes(file));
        Map<String, String> columns = new LinkedHashMap<>();
        table.path("columns").forEach(column -> columns.put(column.path("name").asText(), column.path("type").asText()));
        return new LogTable(table.path("name").asText(), columns);
    }
}
