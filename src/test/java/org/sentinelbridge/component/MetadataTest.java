package org.sentinelbridge.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.tooling.model.ComponentModel;
import org.apache.camel.tooling.model.ComponentModel.EndpointOptionModel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sentinelbridge.component.eventhubs.EventHubsBatchComponent;

/** What tools read of our components, by the catalog of Camel itself, is what the endpoints take. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MetadataTest {

    /** One endpoint of each, with nothing but what is required. */
    static final List<String> ENDPOINTS = List.of(
            "outbox:alerts", "conversation:cases", "mapping:alert-row", "rows:alert-row", "ecs:documents", "parked:alert-delivery", "eventhubs-batch:mine/hub");

    private static final Set<String> OF_EVERY_PRODUCER = Set.of("lazyStartProducer");
    private static final Set<String> OF_EVERY_CONSUMER = Set.of("exchangePattern");
    private static final Set<String> DO_NOTHING_HERE = Set.of("bridgeErrorHandler", "exceptionHandler", "autowiredEnabled");

    private final CamelCatalog catalog = new DefaultCamelCatalog();
    private OurContext context;
    private DefaultCamelContext camel;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        OurCatalog.addTo(catalog);
        context = new OurContext(folder);
        camel = context.camel();
    }

    @AfterAll
    void stop() throws Exception {
        context.close();
    }

    @Test
    void theJarNamesEveryComponent() throws Exception {
        assertThat(OurCatalog.names()).containsExactlyInAnyOrderElementsOf(ENDPOINTS.stream().map(MetadataTest::scheme).toList());
        assertThat(catalog.findComponentNames()).containsAll(OurCatalog.names());
        var configurers = PluginHelper.getConfigurerResolver(camel);
        assertThat(OurCatalog.names()).allSatisfy(name -> assertThat(List.of(name + "-component", name + "-endpoint"))
                .allMatch(user -> configurers.resolvePropertyConfigurer(user, camel) != null));
    }

    @ParameterizedTest
    @FieldSource("ENDPOINTS")
    void aRunningContextReadsTheSame(String uri) throws Exception {
        assertThat(camel.getComponentParameterJsonSchema(scheme(uri))).isEqualTo(catalog.componentJSonSchema(scheme(uri)));
    }

    @ParameterizedTest
    @FieldSource("ENDPOINTS")
    void everyOptionIsDocumentedAndNoOther(String uri) {
        var model = model(uri);
        var inherited = new TreeSet<String>();
        if (!model.isConsumerOnly()) {
            inherited.addAll(OF_EVERY_PRODUCER);
        }
        if (!model.isProducerOnly()) {
            inherited.addAll(OF_EVERY_CONSUMER);
        }
        var documented = names(model.getEndpointParameterOptions());
        assertThat(documented).containsAll(inherited);
        documented.removeAll(inherited);
        assertThat(documented).isEqualTo(RealOptions.settable(camel.getEndpoint(uri), names(model.getEndpointPathOptions())));
    }

    @ParameterizedTest
    @FieldSource("ENDPOINTS")
    void everyTextIsASentence(String uri) {
        var model = model(uri);
        var texts = new ArrayList<>(List.of(model.getDescription()));
        model.getEndpointOptions().forEach(option -> texts.add(option.getDescription()));
        model.getEndpointHeaders().forEach(header -> texts.add(header.getDescription()));
        assertThat(texts).allMatch(text -> text.matches("[A-Z].{15,}\\."));
        assertThat(model.getTitle()).isNotBlank();
        assertThat(model.getSyntax()).startsWith(model.getScheme() + ":");
        assertThat(model.getArtifactId()).isEqualTo("sentinel-bridge");
    }

    @ParameterizedTest
    @FieldSource("ENDPOINTS")
    void defaultsAreThoseOfTheEndpoint(String uri) throws Exception {
        var endpoint = camel.getEndpoint(uri);
        for (var option : model(uri).getEndpointParameterOptions()) {
            var real = RealOptions.value(endpoint, option.getName());
            if (OF_EVERY_CONSUMER.contains(option.getName())) {
                continue; // Camel's own
            }
            if (option.getDefaultValue() == null) {
                assertThat(real).as(option.getName()).isIn(null, "", Map.of());
            } else {
                assertThat(camel.getTypeConverter().convertTo(real.getClass(), option.getDefaultValue()))
                        .as(option.getName())
                        .isEqualTo(real);
            }
        }
    }

    @ParameterizedTest
    @FieldSource("ENDPOINTS")
    void whatTheEndpointCannotIsDocumented(String uri) throws Exception {
        var endpoint = camel.getEndpoint(uri);
        var model = model(uri);
        if (model.isConsumerOnly()) {
            assertThatThrownBy(endpoint::createProducer).isInstanceOf(UnsupportedOperationException.class);
        }
        if (model.isProducerOnly()) {
            assertThatThrownBy(() -> endpoint.createConsumer(exchange -> {})).isInstanceOf(UnsupportedOperationException.class);
        } else {
            assertThat(endpoint.createConsumer(exchange -> {})).isNotNull();
        }
        if (!model.isConsumerOnly()) {
            assertThat(endpoint.createProducer()).isNotNull();
        }
        assertThat(model.isRemote()).isEqualTo(endpoint.isRemote());
    }

    Stream<Arguments> options() {
        return ENDPOINTS.stream().flatMap(
                uri -> model(uri).getEndpointParameterOptions().stream().map(option -> Arguments.of(uri, option.getName())));
    }

    @ParameterizedTest
    @MethodSource("options")
    void everyDocumentedOptionCanBeSet(String uri, String name) throws Exception {
        var option = model(uri).getEndpointParameterOptions().stream().filter(o -> o.getName().equals(name)).findFirst().orElseThrow();
        for (var text : examples(option)) {
            var withOption = uri + "?" + name + "=" + text;
            var endpoint = camel.getEndpoint(withOption);
            var real = RealOptions.value(endpoint, option.getName());
            var expected = text.startsWith("#bean:")
                    ? camel.getRegistry().lookupByName(text.substring("#bean:".length()))
                    : camel.getTypeConverter().mandatoryConvertTo(real.getClass(), text);
            assertThat(real).as(withOption).isEqualTo(expected);
            assertThat(catalog.validateEndpointProperties(withOption).isSuccess()).as("the catalog takes " + withOption).isTrue();
        }
    }

    @ParameterizedTest
    @FieldSource("ENDPOINTS")
    void otherOptionsAreRefusedByName(String uri) {
        var others = new TreeSet<>(DO_NOTHING_HERE);
        others.addAll(List.of("noSuchOption", "checkpointBatchSize", "partitionKey"));
        others.addAll(OF_EVERY_PRODUCER);
        others.addAll(OF_EVERY_CONSUMER);
        others.removeAll(names(model(uri).getEndpointParameterOptions()));
        assertThat(others).containsAll(DO_NOTHING_HERE);
        for (var option : others) {
            assertThatThrownBy(() -> camel.getEndpoint(uri + "?" + option + "=1"))
                    .as(option)
                    .hasMessageContainingAll("has no option " + option, scheme(uri) + " has the options ");
        }
        assertThat(catalog.validateEndpointProperties(uri + "?noSuchOption=1").getUnknown()).containsExactly("noSuchOption");
    }

    /** As visual editors write it: the scheme as the uri, all else as parameters. */
    @ParameterizedTest
    @FieldSource("ENDPOINTS")
    void thePathCanBeGivenAsParameters(String uri) throws Exception {
        var path = new HashMap<String, Object>();
        catalog.endpointProperties(uri).forEach(path::put);
        var factory = camel.getCamelContextExtension().getEndpointUriFactory(scheme(uri));
        assertThat(path).hasSameSizeAs(model(uri).getEndpointPathOptions());
        assertThat(factory.buildUri(scheme(uri), path)).isEqualTo(uri);
    }

    @Test
    void soDoesYaml() throws Exception {
        var file = ResourceHelper.fromString("visual.camel.yaml", """
                - route:
                    from:
                      uri: direct:visual
                      steps:
                        - to:
                            uri: outbox
                            parameters:
                              name: visual
                              key: lane
                """);
        PluginHelper.getRoutesLoader(camel).loadRoutes(file);
        assertThat(camel.hasEndpoint("outbox://visual?key=lane")).isNotNull();
    }

    @Test
    void headersAreNamed() {
        assertThat(model("eventhubs-batch:hub").getEndpointHeaders()).extracting("name").containsExactlyInAnyOrder(
                EventHubsBatchComponent.PARTITION_ID, EventHubsBatchComponent.EVENTS, EventHubsBatchComponent.SEQUENCE_NUMBER,
                EventHubsBatchComponent.HUB, EventHubsBatchComponent.CONSUMER_GROUP);
    }

    @Test
    void secretsAreMarked() {
        assertThat(model("eventhubs-batch:hub").getEndpointParameterOptions())
                .filteredOn(EndpointOptionModel::isSecret)
                .extracting("name")
                .containsExactlyInAnyOrder(
                        "connectionString", "sharedAccessKey", "tokenCredential", "blobAccessKey", "blobStorageSharedKeyCredential");
    }

    private List<String> examples(EndpointOptionModel option) {
        return switch (option.getType()) {
            case "enum" -> option.getEnums();
            case "duration" -> List.of("7s");
            case "integer" -> List.of("7");
            case "boolean" -> List.of("true", "false");
            case "object" -> List.of("#bean:" + option.getJavaType().replaceAll("<.*", ""));
            default -> List.of("some-text");
        };
    }

    private ComponentModel model(String uri) {
        return catalog.componentModel(scheme(uri));
    }

    private static String scheme(String uri) {
        return uri.substring(0, uri.indexOf(':'));
    }

    private static Set<String> names(List<EndpointOptionModel> options) {
        return options.stream().map(EndpointOptionModel::getName).collect(Collectors.toCollection(TreeSet::new));
    }
}
