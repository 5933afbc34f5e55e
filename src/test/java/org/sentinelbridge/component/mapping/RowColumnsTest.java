package org.sentinelbridge.component.mapping;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the mappings of rows make is what the tables declare: Azure drops everything else without a word. */
final class RowColumnsTest {

    private static final JsonMapper JSON = new JsonMapper();

    /** What rows are of: table, mapping and the route that applies it. */
    enum Of {
        ALERTS("ElasticSecurityAlerts_CL", "alert-row", "alerts/alert-webhook"),
        CASES("ElasticSecurityCases_CL", "case-row", "cases/alert-rule/case-delivery");

        private final String table;
        private final String mapping;
        private final String route;

        Of(String table, String mapping, String route) {
            this.table = table;
            this.mapping = mapping;
            this.route = route;
        }

        JsonNode list() throws IOException {
            return JSON.readTree(Path.of("routes", "tables", table + ".json").toFile());
        }

        Path examples() {
            return Path.of("src", "test", "mappings", mapping);
        }

        Map<String, String> columns() throws IOException {
            var columns = new TreeMap<String, String>();
            list().get("columns").forEach(column -> columns.put(column.get("name").textValue(), column.get("type").textValue()));
            return columns;
        }

        ObjectNode row(Path folder) throws IOException {
            var given = (ObjectNode) JSON.readTree(folder.resolve("given.json").toFile());
            var settings = given.remove("settings") instanceof ObjectNode set ? set : JSON.createObjectNode();
            return (ObjectNode) new Mappings(Path.of("routes", "mappings"), settings).apply(mapping, given);
        }
    }

    private static final Set<String> RESERVED =
            Set.of("_resourceid", "id", "_subscriptionid", "tenantid", "type", "uniqueid", "title");
    /** Written by the component rows, not by the mapping. */
    private static final String CUT_FIELDS = "CutFields";

    @ParameterizedTest
    @EnumSource
    void theMappingMakesEachColumnOfTheTableAndNoOther(Of of) throws IOException {
        var made = new TreeSet<String>();
        of.row(of.examples().resolve("maximal")).fieldNames().forEachRemaining(made::add);
        made.add(CUT_FIELDS);
        assertThat(made).isEqualTo(of.columns().keySet());
    }

    @ParameterizedTest
    @EnumSource
    void theColumnThatNamesCutFieldsIsTheOneOfTheRoute(Of of) throws IOException {
        assertThat(Files.readString(Path.of("routes", of.route + ".camel.yaml"))).contains("cutColumn: " + CUT_FIELDS);
        assertThat(of.columns()).containsEntry(CUT_FIELDS, "dynamic");
    }

    @ParameterizedTest
    @EnumSource
    void logAnalyticsTakesTheNames(Of of) throws IOException {
        assertThat(of.columns()).containsEntry("TimeGenerated", "datetime");
        for (var name : of.columns().keySet()) {
            assertThat(name).matches("[A-Za-z][A-Za-z0-9_]{0,44}");
            assertThat(RESERVED).doesNotContain(name.toLowerCase(java.util.Locale.ROOT));
        }
        assertThat(of.list().get("name").textValue()).isEqualTo(of.table);
        var all = of.list().get("columns");
        assertThat(of.columns()).as("no name twice").hasSize(all.size());
    }

    @ParameterizedTest
    @EnumSource
    void whateverTheAlertTheValuesFitTheTypes(Of of) throws IOException {
        var columns = of.columns();
        try (Stream<Path> cases = Files.list(of.examples())) {
            for (var folder : cases.toList()) {
                for (var field : of.row(folder).properties()) {
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
}
