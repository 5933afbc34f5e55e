package org.sentinelbridge.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What alert-row.jslt makes and what the table declares are the same; Azure would drop what is not declared. */
class AlertTableTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path TABLE = Path.of("routes", "tables", "ElasticSecurityAlerts_CL.json");
    private static final Path MAPPING = Path.of("routes", "mappings", "alert-row.jslt");
    private static final Pattern COLUMN = Pattern.compile("^  \"(\\w+)\":", Pattern.MULTILINE);
    /** Names that custom tables cannot have, by the documentation of the tables API. */
    private static final Set<String> RESERVED = Set.of(
            "_ResourceId", "id", "_SubscriptionId", "TenantId", "Type", "UniqueId", "Title", "RawData", "tenant");

    private static TreeMap<String, String> declared() throws IOException {
        var columns = new TreeMap<String, String>();
        JSON.readTree(TABLE.toFile()).path("columns").forEach(c -> columns.put(c.path("name").asText(), c.path("type").asText()));
        return columns;
    }

    @Test
    void theMappingMakesTheDeclaredColumnsAndNoOthers() throws IOException {
        var text = Files.readString(MAPPING);
        var made = COLUMN.matcher(text.substring(text.indexOf("---- the row"))).results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        made.add("CutFields");
        assertThat(made).isEqualTo(declared().keySet());
    }

    @Test
    void theNamesAreLegal() throws IOException {
        assertThat(declared().keySet())
                .allMatch(name -> name.matches("[A-Za-z][A-Za-z0-9_]{0,44}"))
                .noneMatch(RESERVED::contains);
    }

    @Test
    void theValuesFitTheirColumns() throws IOException {
        var mappings = new Mappings(Path.of("routes", "mappings"), JSON.createObjectNode());
        try (var cases = Files.list(Path.of("src", "test", "mappings", "alert-row"))) {
            for (var folder : cases.toList()) {
                var row = mappings.apply("alert-row", (ObjectNode) JSON.readTree(folder.resolve("given.json").toFile()));
                for (var field : row.properties()) {
                    assertThat(fits(declared().get(field.getKey()), field.getValue())).as(folder + " " + field).isTrue();
                }
            }
        }
    }

    private static boolean fits(String type, JsonNode value) {
        return switch (type) {
            case "datetime" -> value.isTextual() && OffsetDateTime.parse(value.textValue()) != null;
            case "real" -> value.isNumber();
            case "long" -> value.isIntegralNumber();
            case "string" -> value.isTextual();
            default -> type.equals("dynamic");
        };
    }
}
