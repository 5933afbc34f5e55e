package org.sentinelbridge.operate.doctor;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A table that rows go to, as {@code routes/tables} declares it.
 *
 * @param file the declaration
 * @param setting that names the table's stream
 */
record TableFile(Path file, String setting) {

    private static final Path TABLES = Path.of("routes", "tables");
    static final TableFile ALERTS = new TableFile(TABLES.resolve("ElasticSecurityAlerts_CL.json"), "log-analytics.stream");
    static final TableFile CASES = new TableFile(TABLES.resolve("ElasticSecurityCases_CL.json"), "log-analytics.case-stream");

    /** @return types of columns by their names */
    Map<String, String> columns() {
        try {
            var columns = new LinkedHashMap<String, String>();
            new ObjectMapper().readTree(file.toFile()).path("columns")
                    .forEach(column -> columns.put(column.path("name").asText(), column.path("type").asText()));
            return columns;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
