package org.sentinelbridge.elastic.kibana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The dashboards show fields that there are, and fit together, so that Kibana can take them. */
class DashboardsTest {

    private static final Path FILE = Path.of("src/main/kibana/sentinel-bridge.ndjson");
    private static final Path TEMPLATES = Path.of("src/main/elasticsearch/component-templates");
    private static final Pattern IN_QUERY = Pattern.compile("([a-z_]+(?:\\.[a-z_]+)+)\\s*:");
    private static final int WIDTH = 48;
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void whateverIsReferredToIsThere() throws IOException {
        var all = objects();
        var keys = all.stream().map(DashboardsTest::key).collect(Collectors.toSet());
        for (var dashboard : dashboards()) {
            var names = new HashSet<String>();
            dashboard.path("references").forEach(reference -> {
                names.add(reference.path("name").asText());
                assertThat(keys).contains(key(reference));
            });
            for (var panel : panels(dashboard)) {
                for (var reference : panel.at("/embeddableConfig/attributes/references")) {
                    assertThat(names).contains(panel.path("panelIndex").asText() + ":" + reference.path("name").asText());
                }
            }
        }
    }

    @Test
    void theColumnsOfAPanelAreThoseItDraws() throws IOException {
        for (var dashboard : dashboards()) {
            for (var panel : panels(dashboard)) {
                for (var layer : panel.at("/embeddableConfig/attributes/state/datasourceStates/formBased/layers")) {
                    var columns = new TreeSet<String>();
                    layer.path("columns").fieldNames().forEachRemaining(columns::add);
                    var order = new TreeSet<String>();
                    layer.path("columnOrder").forEach(column -> order.add(column.asText()));
                    assertThat(order).as(panel.path("title").asText()).isEqualTo(columns);
                    layer.findValuesAsText("columnId").forEach(by -> assertThat(columns).contains(by));
                }
            }
        }
    }

    @Test
    void panelsLieSideBySide() throws IOException {
        for (var dashboard : dashboards()) {
            var taken = new HashSet<String>();
            for (var panel : panels(dashboard)) {
                var grid = panel.path("gridData");
                assertThat(grid.path("x").asInt() + grid.path("w").asInt()).isLessThanOrEqualTo(WIDTH);
                for (var x = 0; x < grid.path("w").asInt(); x++) {
                    for (var y = 0; y < grid.path("h").asInt(); y++) {
                        assertThat(taken.add((grid.path("x").asInt() + x) + "," + (grid.path("y").asInt() + y))).as(panel.path("title").asText()).isTrue();
                    }
                }
            }
        }
    }

    @Test
    void fieldsOfDocumentsAreThoseOfTheTemplates() throws IOException {
        var declared = new TreeSet<String>();
        try (var files = Files.list(TEMPLATES)) {
            files.forEach(file -> collect("", read(file).at("/template/mappings/properties"), declared));
        }
        assertThat(fields("sentinel-bridge-documents")).hasSizeGreaterThan(10).isSubsetOf(declared);
    }

    private static Set<String> fields(String id) throws IOException {
        var fields = new TreeSet<String>();
        for (var dashboard : dashboards()) {
            if (dashboard.path("id").asText().equals(id)) {
                for (var panel : panels(dashboard)) {
                    var state = panel.at("/embeddableConfig/attributes/state");
                    fields.addAll(state.findValuesAsText("sourceField"));
                    IN_QUERY.matcher(state.at("/query/query").asText()).results().forEach(match -> fields.add(match.group(1)));
                }
            }
        }
        fields.removeAll(List.of("___records___", "@timestamp"));
        return fields;
    }

    private static void collect(String path, JsonNode properties, Set<String> declared) {
        properties.properties().forEach(field -> {
            var name = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
            if (field.getValue().path("type").isTextual()) {
                declared.add(name);
            }
            collect(name, field.getValue().path("properties"), declared);
        });
    }

    private static String key(JsonNode object) {
        return object.path("type").asText() + "/" + object.path("id").asText();
    }

    private static List<JsonNode> dashboards() throws IOException {
        return objects().stream().filter(object -> object.path("type").asText().equals("dashboard")).toList();
    }

    private static JsonNode panels(JsonNode dashboard) throws IOException {
        return JSON.readTree(dashboard.at("/attributes/panelsJSON").asText());
    }

    private static List<JsonNode> objects() throws IOException {
        var objects = new ArrayList<JsonNode>();
        for (var line : Files.readAllLines(FILE)) {
            objects.add(JSON.readTree(line));
        }
        return objects;
    }

    private static JsonNode read(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
