package org.sentinelbridge.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The parts of the manifest for Kubernetes mean each other. */
class ManifestTest {

    private static final Path MANIFEST = Path.of("src/main/distribution/deploy/kubernetes/sentinel-bridge.yaml");

    private final List<JsonNode> parts = new ArrayList<>();
    private JsonNode pods;

    @BeforeEach
    void read() throws IOException {
        var yaml = new ObjectMapper(new YAMLFactory());
        try (var parser = yaml.getFactory().createParser(MANIFEST.toFile())) {
            yaml.readValues(parser, JsonNode.class).forEachRemaining(parts::add);
        }
        pods = of("StatefulSet").get(0).at("/spec/template");
    }

    @Test
    void everySelectorSelectsThePods() {
        var selectors = new ArrayList<JsonNode>();
        selectors.add(of("StatefulSet").get(0).at("/spec/selector/matchLabels"));
        of("Service").forEach(service -> selectors.add(service.at("/spec/selector")));
        selectors.add(of("PodDisruptionBudget").get(0).at("/spec/selector/matchLabels"));
        selectors.add(of("NetworkPolicy").get(0).at("/spec/podSelector/matchLabels"));

        assertThat(selectors).hasSize(5).allSatisfy(selector -> {
            assertThat(selector).isNotEmpty();
            selector.properties().forEach(label ->
                    assertThat(pods.at("/metadata/labels").path(label.getKey())).isEqualTo(label.getValue()));
        });
    }

    @Test
    void theReplicasHaveNamesByAHeadlessService() {
        var name = of("StatefulSet").get(0).at("/spec/serviceName");
        assertThat(of("Service")).filteredOn(service -> service.at("/metadata/name").equals(name)).singleElement()
                .satisfies(service -> assertThat(service.at("/spec/clusterIP").asText()).isEqualTo("None"));
    }

    @Test
    void everyPortIsOneThatTheBridgeHas() throws IOException {
        var settings = new Properties();
        try (var reader = Files.newBufferedReader(Path.of("application.properties"))) {
            settings.load(reader);
        }
        var ports = new HashMap<String, String>();
        pods.at("/spec/containers/0/ports").forEach(port -> ports.put(port.path("name").asText(), port.path("containerPort").asText()));
        assertThat(ports).isEqualTo(Map.of("webhooks", settings.getProperty("webhook.port"), "management", settings.getProperty("management.port")));
        of("Service").forEach(service -> service.at("/spec/ports").forEach(port -> {
            assertThat(ports).containsKey(port.path("targetPort").asText());
            assertThat(port.path("port").asText()).isEqualTo(ports.get(port.path("targetPort").asText()));
        }));
        of("NetworkPolicy").get(0).at("/spec/ingress").forEach(rule -> rule.path("ports").forEach(port ->
                assertThat(ports).containsKey(port.path("port").asText())));
    }

    @Test
    void theManagementPortIsNotForEverybody() {
        of("NetworkPolicy").get(0).at("/spec/ingress").forEach(rule -> rule.path("ports").forEach(port ->
                assertThat(port.path("port").asText().equals("management")).isEqualTo(rule.has("from"))));
        assertThat(of("NetworkPolicy").get(0).at("/spec/ingress")).hasSize(2);
        assertThat(of("Service")).filteredOn(service -> !service.at("/spec/clusterIP").asText().equals("None"))
                .allSatisfy(service -> assertThat(service.at("/spec/ports")).extracting(port -> port.path("targetPort").asText())
                        .containsExactly("webhooks"));
    }

    private List<JsonNode> of(String kind) {
        return parts.stream().filter(part -> part.path("kind").asText().equals(kind)).toList();
    }
}
