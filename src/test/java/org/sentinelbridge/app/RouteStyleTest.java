package org.sentinelbridge.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
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
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The style of the route files, as rules that a machine can check. */
class RouteStyleTest {

    private static final Path ROUTES = Path.of("routes");
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final JsonSchema SCHEMA = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4)
            .getSchema(RouteStyleTest.class.getResourceAsStream("/schema/camelYamlDsl.json"));
    private static final Pattern KEBAB = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Pattern GENERATED = Pattern.compile(".*-\\d{3,}$");
    /** Runs where no error policy can be used. */
    private static final String WITHOUT_BRIDGE = "without-bridge";
    private static final Set<String> POLICIES = Set.of(
            "answer-caller", "deliver-until-done", "poll-again");
    private static final int MOST_LINES = 120;
    /** The flow of cases from the request to its action, and what follows from failures, each on one page. */
    private static final Set<String> LONG_WITH_REASON = Set.of("error-policy.camel.yaml");

    static Stream<Path> files() throws IOException {
        try (var files = Files.walk(ROUTES)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyFileIsCamelYamlOfReadableLength(Path file) throws IOException {
        assertThat(file.getFileName().toString()).endsWith(".camel.yaml");
        var lines = Files.readAllLines(file);
        assertThat(lines).noneMatch(line -> line.contains("\t")).noneMatch(line -> line.length() > 130);
        assertThat(lines)
                .as("comments are lost when a visual editor saves; the why goes into note:")
                .noneMatch(line -> line.strip().startsWith("#"));
        if (!LONG_WITH_REASON.contains(file.getFileName().toString())) {
            assertThat(lines).hasSizeLessThanOrEqualTo(MOST_LINES);
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyFileFollowsTheYamlDslsSchema(Path file) {
        assertThat(SCHEMA.validate(read(file))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("files")
    void theFirstRouteHasTheFilesName(Path file) throws IOException {
        var name = file.getFileName().toString().replace(".camel.yaml", "");
        var ids = elements(read(file), "route").map(route -> route.path("id").asText()).toList();
        if (!ids.isEmpty()) {
            assertThat(ids.get(0)).isEqualTo(name);
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyRouteSaysWhatItDoesAndWhoHandlesItsErrors(Path file) throws IOException {
        elements(read(file), "route").forEach(route -> {
            var id = route.path("id").asText();
            assertThat(id).matches(KEBAB);
            assertThat(route.path("nodePrefixId").asText()).as("prefix of the steps of " + id).isEqualTo(id + "-");
            assertThat(route.path("description").asText()).as("description of " + id).hasSizeBetween(10, 90);
            var policy = route.path("routeConfigurationId").asText();
            if (route.path("from").path("uri").asText().startsWith("direct:")) {
                assertThat(route.path("from").path("uri").asText()).isEqualTo("direct:" + id);
                assertThat(route.path("errorHandler").has("noErrorHandler"))
                        .as(id + " leaves its errors to the route that called it")
                        .isTrue();
            } else if (!id.equals(WITHOUT_BRIDGE)) {
                assertThat(POLICIES).as("policy of " + id).contains(policy.split(","));
            }
        });
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyStepHasAnIdThatReadsLikeAnAction(Path file) throws IOException {
        var steps = new ArrayList<JsonNode>();
        read(file).forEach(element -> collectSteps(element, steps));
        for (var step : steps) {
            var kind = step.fieldNames().next();
            var id = step.get(kind).path("id").asText();
            assertThat(id).as(kind + " in " + file).matches(KEBAB).doesNotMatch(GENERATED);
        }
    }

    @Test
    void idsAreUnique() throws IOException {
        var seen = new HashSet<String>();
        for (var file : files().toList()) {
            elements(read(file), "route").forEach(route -> {
                var steps = new ArrayList<JsonNode>();
                collectSteps(route, steps);
                assertThat(seen.add(route.path("id").asText())).isTrue();
                steps.forEach(step -> {
                    var id = route.path("nodePrefixId").asText() + step.elements().next().path("id").asText();
                    assertThat(seen.add(id)).as(id + " stands twice").isTrue();
                });
            });
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void urisKeepToParametersAndPlaceholders(Path file) throws IOException {
        for (var uri : read(file).findValuesAsText("uri")) {
            assertThat(uri).doesNotContain("localhost", "127.0.0.1").doesNotMatch(".*\\{\\{[^}]*:[^}]*}}.*");
            if (!uri.startsWith("{{")) {
                assertThat(uri).as("query string").doesNotContain("?");
            }
        }
        assertThat(Files.readString(file)).doesNotContain("seda:");
    }

    @Test
    void everyDirectCallLeadsToARoute() throws IOException {
        var routes = new TreeSet<String>();
        var calls = new TreeSet<String>();
        for (var file : files().toList()) {
            elements(read(file), "route").forEach(route -> routes.add("direct:" + route.path("id").asText()));
            read(file).findValuesAsText("uri").stream().filter(uri -> uri.startsWith("direct:")).forEach(calls::add);
            read(file).findValuesAsText("deadLetterUri").forEach(calls::add);
        }
        // by a setting that has one of these values
        if (calls.remove("direct:{{log-analytics.writer}}")) {
            calls.addAll(List.of("direct:logs-ingestion", "direct:data-collector"));
        }
        if (calls.remove("direct:{{cases.to}}")) {
            calls.addAll(List.of("direct:incident-api", "direct:alert-rule"));
        }
        assertThat(routes).containsAll(calls);
    }

    @Test
    void everyMappingAndSchemaIsUsed() throws IOException {
        var text = new StringBuilder();
        for (var file : files().toList()) {
            text.append(Files.readString(file));
        }
        try (var mappings = Files.list(ROUTES.resolve("mappings")); var schemas = Files.list(ROUTES.resolve("schemas"))) {
            var files = mappings.toList();
            for (var file : files) {
                text.append(Files.readString(file));
            }
            // ecs: applies those of the records' kinds, and mappings import others
            assertThat(files.stream().map(file -> file.getFileName().toString().replace(".jslt", "")))
                    .filteredOn(name -> !name.endsWith("-document") || !text.toString().contains("uri: ecs:documents\n"))
                    .allSatisfy(name -> assertThat(text)
                            .containsAnyOf("mapping:" + name + "\n", "rows:" + name + "\n", "import \"" + name + ".jslt\""));
            assertThat(schemas.map(file -> file.getFileName().toString()))
                    .allSatisfy(name -> assertThat(text).contains("routes/schemas/" + name + "\n"));
        }
    }

    /** What no route uses does nothing, and whoever edits it waits in vain for an effect. */
    @Test
    void everyPolicyAndBeanThatIsShownIsUsed() throws IOException {
        var policies = new TreeSet<String>();
        var beans = new TreeSet<String>();
        var usedPolicies = new TreeSet<String>();
        var text = new StringBuilder();
        for (var file : files().toList()) {
            var root = read(file);
            elements(root, "routeConfiguration").forEach(policy -> policies.add(policy.path("id").asText()));
            elements(root, "beans").forEach(list -> list.forEach(bean -> beans.add(bean.path("name").asText())));
            elements(root, "route").forEach(route ->
                    usedPolicies.addAll(List.of(route.path("routeConfigurationId").asText().split(","))));
            text.append(Files.readString(file));
        }
        assertThat(policies).isNotEmpty().isSubsetOf(usedPolicies);
        assertThat(beans).isNotEmpty().allSatisfy(bean ->
                assertThat(text).containsPattern("(?m)^ *\\w*[rR]ef: " + bean + "(\\?.*)?$"));
    }

    private static JsonNode read(Path file) {
        try {
            return YAML.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<JsonNode> elements(JsonNode file, String kind) {
        return StreamSupport.stream(file.spliterator(), false).filter(e -> e.has(kind)).map(e -> e.get(kind));
    }

    /** Everything in a list named steps, and each branch of a choice or of a try. */
    private static void collectSteps(JsonNode node, List<JsonNode> steps) {
        node.path("steps").forEach(steps::add);
        node.path("when").forEach(branch -> steps.add(YAML.createObjectNode().set("when", branch)));
        node.path("doCatch").forEach(branch -> steps.add(YAML.createObjectNode().set("doCatch", branch)));
        node.forEach(child -> {
            if (child.isContainerNode()) {
                collectSteps(child, steps);
            }
        });
    }
}
