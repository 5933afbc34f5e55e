package org.sentinelbridge.doctor;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The table that alerts become rows of, as {@code routes/tables} declares it. */
final class TableFile {

    private TableFile() {}

    /** @return types of columns by their names */
    static Map<String, String> columns(Path file) throws IOException {
        var columns = new LinkedHashMap<String, String>();
        new ObjectMapper().readTree(file.toFile()).path("columns")
                .forEach(column -> columns.put(column.path("name").asText(), column.path("type").asText()));
        return columns;
    }
}
