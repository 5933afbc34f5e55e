package org.sentinelbridge.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the mapping of alerts makes is what the table declares: Azure drops everything else without a word. */
final class AlertColumnsTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Path TABLE = Path.of("routes", "tables", "ElasticSecurityAlerts_CL.json");
    private static final Path CASES = Path.of("src", "test", "mappings", "alert-row");
    private static final Set<String> RESERVED =
            Set.of("_resourceid", "id", "_subscriptionid", "tenantid", "type", "uniqueid", "title");
    /** Written by the component rows, not by the mapping. */
    private static final String CUT_FIELDS = "CutFields";

    @Test
    void theMappingMakesEachColumnOfTheTableAndNoOther() throws IOException {
        var made = new TreeSet<String>();
        row(CASES.resolve("maximal")).fieldNames().forEachRemaining(made::add);
        made.add(CUT_FIELDS);
        assertThat(made).isEqualTo(columns().keySet());
    }

    @Test
    void theColumnThatNamesCutFieldsIsTheOneOfTheRoute() throws IOException {
        assertThat(Files.readString(Path.of("routes", "alert-delivery.camel.yaml"))).contains("cutColumn: " + CUT_FIELDS);
        assertThat(columns()).containsEntry(CUT_FIELDS, "dynamic");
    }

    @Test
    void logAnalyticsTakesTheNames() throws IOException {
        assertThat(columns()).containsEntry("TimeGenerated", "datetime");
        for (var name : columns().keySet()) {
            assertThat(name).matches("[A-Za-z][A-Za-z0-9_]{0,44}");
            assertThat(RESERVED).doesNotContain(name.toLowerCase(java.util.Locale.ROOT));
        }
        var all = JSON.readTree(TABLE.toFile()).get("columns");
        assertThat(columns()).as("no name twice").hasSize(all.size());
    }

    @Test
    void whateverTheAlertTheValuesFitTheTypes() throws IOException {
        var columns = columns();
        try (Stream<Path> cases = Files.list(CASES)) {
            for (var folder : cases.toList()) {
                for (var field : row(folder).properties()) {
                    assertThat(fits(columns.get(field.getKey()), field.getValue()))
                            .as("%s of %s: %s", field.getKey(), folder.getFileName(), field.getValue())
                            .isTrue();
                }
            }
        }
    }

    private static boolean fits(String type, JsonNode value) {
        return switch (type) {
            case "string" -> value.isTextual();
            case "real" -> value.isNumber() && Double.isFinite(value.doubleValue());
            case "long" -> value.isIntegralNumber() && value.canConvertToLong();
            case "datetime" -> value.isTextual() && OffsetDateTime.parse(value.textValue()).getYear() > 2000;
            case "dynamic" -> value.isContainerNode();
            default -> false;
        };
    }

    private static ObjectNode row(Path folder) throws IOException {
        var given = (ObjectNode) JSON.readTree(folder.resolve("given.json").toFile());
        var settings = (ObjectNode) given.remove("settings");
        return (ObjectNode) new Mappings(Path.of("routes", "mappings"), settings).apply("alert-row", given);
    }

    private static Map<String, String> columns() throws IOException {
        var columns = new TreeMap<String, String>();
        JSON.readTree(TABLE.toFile()).get("columns").forEach(
                column -> columns.put(column.get("name").textValue(), column.get("type").textValue()));
        return columns;
    }
}
