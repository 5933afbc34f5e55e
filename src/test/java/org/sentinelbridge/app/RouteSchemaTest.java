package org.sentinelbridge.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every route file keeps to the YAML DSL of the Camel version in use and of the newer ones whose schemas the build unpacks. The names of
 * the tests say which. Newer versions have a canonical schema besides, without the short forms.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RouteSchemaTest {

    private static final Path ROUTES = Path.of("routes");
    private static final Path NEWER = Path.of("target", "yaml-dsl-schemas");
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final String ROUTE = "- route: {id: a, from: {uri: 'direct:a', steps: [%s]}}";
    private static final String CANONICAL = " canonical";
    /** The one short form that the routes use: {@code simple: "${body}"}, which is easier to read than a map of one entry. */
    private static final Pattern SHORT_EXPRESSION = Pattern.compile(
            ".*\\.(constant|simple|header|variable|exchangeProperty): string found, object expected");
    /** The canonical schema of 4.22.0 wants every data format that there is in one {@code unmarshal}. */
    private static final Pattern EVERY_DATA_FORMAT = Pattern.compile(".*\\.unmarshal: required property '\\w+' not found");

    private final Map<String, JsonSchema> schemas = new TreeMap<>();

    @BeforeAll
    void readSchemas() throws IOException {
        var factory = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4);
        try (var inUse = getClass().getResourceAsStream("/schema/camelYamlDsl.json");
                var camel = new DefaultCamelContext();
                var newer = Files.walk(NEWER)) {
            schemas.put(camel.getVersion(), factory.getSchema(inUse));
            for (var file : newer.filter(path -> path.toString().endsWith(".json")).toList()) {
                var version = NEWER.relativize(file).getName(0).toString();
                var kind = file.toString().contains("canonical") ? CANONICAL : "";
                schemas.put(version + kind, factory.getSchema(Files.readString(file)));
            }
        }
    }

    Stream<String> versions() {
        return schemas.keySet().stream();
    }

    Stream<String> canonicalVersions() {
        return versions().filter(version -> version.endsWith(CANONICAL));
    }

    List<Arguments> filesAndVersions() throws IOException {
        var all = new ArrayList<Arguments>();
        try (var files = Files.walk(ROUTES)) {
            files.filter(file -> file.toString().endsWith(".camel.yaml")).sorted().forEach(
                    file -> schemas.keySet().forEach(version -> all.add(Arguments.of(file, version))));
        }
        return all;
    }

    @ParameterizedTest(name = "{0} by Camel {1}")
    @MethodSource("filesAndVersions")
    void everyFileKeepsToTheSchema(Path file, String version) throws IOException {
        var faults = faults(version, Files.readString(file));
        if (version.endsWith(CANONICAL)) {
            faults = faults.stream()
                    .filter(fault -> !SHORT_EXPRESSION.matcher(fault).matches() && !EVERY_DATA_FORMAT.matcher(fault).matches())
                    .toList();
        }
        assertThat(faults).as("faults of %s by the schema of Camel %s", file, version).isEmpty();
    }

    @ParameterizedTest(name = "by Camel {0}")
    @MethodSource("versions")
    void theSchemaFindsAFault(String version) throws IOException {
        assertThat(faults(version, ROUTE.formatted("to: {uri: 'log:a'}"))).isEmpty();
        assertThat(faults(version, ROUTE.formatted("too: {uri: 'log:a'}"))).isNotEmpty();
    }

    /** Once this fails, {@link #EVERY_DATA_FORMAT} can go. */
    @ParameterizedTest(name = "by Camel {0}")
    @MethodSource("canonicalVersions")
    void theCanonicalSchemaTakesNoUnmarshalAtAll(String version) throws IOException {
        assertThat(faults(version, ROUTE.formatted("unmarshal: {json: {library: Jackson}}")))
                .hasSizeGreaterThan(10)
                .allMatch(fault -> EVERY_DATA_FORMAT.matcher(fault).matches());
    }

    private List<String> faults(String version, String file) throws IOException {
        return schemas.get(version).validate(YAML.readTree(file)).stream().map(Object::toString).toList();
    }
}
