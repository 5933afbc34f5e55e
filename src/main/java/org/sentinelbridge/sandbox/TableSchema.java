package org.sentinelbridge.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The declaration of a custom table: its name and its columns, or that it takes every column. */
public final class TableSchema {

    private final String name;
    private final boolean open;
    private final Map<String, ColumnType> columns;

    private TableSchema(String name, boolean open, Map<String, ColumnType> columns) {
        this.name = name;
        this.open = open;
        this.columns = columns;
    }

    /** A table that takes every column as it is. */
    public static TableSchema open(String name) {
        return new TableSchema(Objects.requireNonNull(name, "name"), true, Map.of());
    }

    /**
     * Reads a declaration.
     *
     * @param json {@code {"name":"Example_CL","columns":[{"name":"TimeGenerated","type":"datetime"}]}}
     * @throws IllegalArgumentException if it is none
     */
    public static TableSchema of(byte[] json) {
        JsonNode given;
        try {
            given = Json.read(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The table is not JSON: " + e.getOriginalMessage(), e);
        }
        String name = given.path("name").asText();
        if (name.isEmpty() || !given.path("columns").isArray()) {
            throw new IllegalArgumentException("The table needs a \"name\" and an array of \"columns\"");
        }
        Map<String, ColumnType> columns = new LinkedHashMap<>();
        for (JsonNode column : given.path("columns")) {
            columns.put(column.path("name").asText(), ColumnType.of(column.path("type").asText()));
        }
        return new TableSchema(name, false, columns);
    }

    public String name() {
        return name;
    }

    boolean isOpen() {
        return open;
    }

    /** The declared columns in their order; none if every column is taken. */
    Map<String, ColumnType> types() {
        return Collections.unmodifiableMap(columns);
    }

    Optional<ColumnType> type(String column) {
        return Optional.ofNullable(columns.get(column));
    }
}
