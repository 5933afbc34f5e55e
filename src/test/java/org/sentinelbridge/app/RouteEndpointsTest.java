package org.sentinelbridge.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sentinelbridge.component.OurCatalog;

/** Every endpoint in the routes is one that the catalog of Camel takes: its options are known, and their values are of the right type. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RouteEndpointsTest {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private final CamelCatalog catalog = new DefaultCamelCatalog();

    /** @param consumes whether a route begins there */
    record Use(Path file, String uri, boolean consumes) {}

    @BeforeAll
    void addOurs() throws IOException {
        OurCatalog.addTo(catalog);
    }

    static List<Use> uses() throws IOException {
        var uses = new ArrayList<Use>();
        try (var files = Files.walk(Path.of("routes"))) {
            for (var file : files.filter(path -> path.toString().endsWith(".camel.yaml")).sorted().toList()) {
                collect(file, "", YAML.readTree(file.toFile()), uses);
            }
        }
        return uses;
    }

    private static void collect(Path file, String name, JsonNode node, List<Use> uses) {
        if (node.path("uri").isTextual() && !node.path("uri").asText().startsWith("{{")) {
            var options = node.path("parameters").properties().stream()
                    .map(option -> option.getKey() + "=" + option.getValue().asText())
                    .collect(Collectors.joining("&", "?", ""));
            uses.add(new Use(file, node.path("uri").asText() + (options.equals("?") ? "" : options), name.equals("from")));
        }
        node.properties().forEach(field -> collect(file, field.getKey(), field.getValue(), uses));
        if (node.isArray()) {
            node.forEach(element -> collect(file, name, element, uses));
        }
    }

    @ParameterizedTest
    @MethodSource("uses")
    void theCatalogTakesIt(Use use) {
        var verdict = catalog.validateEndpointProperties(use.uri(), false, use.consumes(), !use.consumes());
        assertThat(verdict.isSuccess()).as("%s in %s: %s", use.uri(), use.file(), verdict.summaryErrorMessage(false)).isTrue();
    }

    @Test
    void allOfOursAreUsed() throws IOException {
        assertThat(uses().stream().map(use -> use.uri().substring(0, use.uri().indexOf(':')))).containsAll(OurCatalog.names());
    }

    Stream<Use> faults() {
        var anywhere = Path.of("any");
        return Stream.of(
                new Use(anywhere, "outbox:alerts?batchMessages=many", true),
                new Use(anywhere, "outbox:alerts?key=a", true),
                new Use(anywhere, "mapping:a?without=b", false),
                new Use(anywhere, "ecs:documents?mode=cooked", false));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFaultIsFound(Use use) {
        assertThat(catalog.validateEndpointProperties(use.uri(), false, use.consumes(), !use.consumes()).isSuccess()).isFalse();
    }
}
