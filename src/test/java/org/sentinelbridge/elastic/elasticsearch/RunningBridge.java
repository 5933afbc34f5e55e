package org.sentinelbridge.elastic.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.main.Main;
import org.jdbi.v3.core.Jdbi;
import org.sentinelbridge.app.FreePort;
import org.sentinelbridge.component.parked.ParkedMessage;
import org.sentinelbridge.component.parked.ParkedMessages;
import org.sentinelbridge.component.records.SourceRecord;

/** The whole bridge with its sandbox, usually with {@link StubEcs} for the mappings. */
public final class RunningBridge implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Main main = new Main();
    private final Jdbi store;

    RunningBridge(Map<String, String> settings) throws IOException {
        this(settings, false);
    }

    /** @param mapped whether records go through the real mappings */
    public RunningBridge(Map<String, String> settings, boolean mapped) throws IOException {
        var folder = Files.createDirectories(Path.of("target", "indexing"));
        var url = "jdbc:sqlite:" + Files.createTempDirectory(folder, "store").resolve("bridge.db");
        main.setDefaultPropertyPlaceholderLocation("file:application.properties");
        Map.of(
                        "sandbox.enabled", "true",
                        "sandbox.port", "0",
                        "sandbox.amqp-port", "0",
                        "sandbox.events-per-minute", "0",
                        "webhook.port", String.valueOf(FreePort.find()),
                        "management.port", "0",
                        "webhook.key", "indexing-test-key-012345",
                        "retry.first-delay", "20ms",
                        "store.url", url)
                .forEach(main::addOverrideProperty);
        settings.forEach(main::addOverrideProperty);
        if (!mapped) {
            main.bind("ecs", new StubEcs());
        }
        main.start();
        store = Jdbi.create(url);
    }

    /** Brings records as the flows do, and waits until they are settled or the flow has failed. */
    Exchange index(List<SourceRecord> records) {
        return main.getCamelContext().createProducerTemplate().send("direct:index-documents", exchange -> {
            exchange.setVariable("flow", "sentinel-events");
            exchange.getMessage().setBody(records);
        });
    }

    String elasticsearchUrl() {
        return main.getCamelContext().getPropertiesComponent().resolveProperty("elasticsearch.url").orElseThrow();
    }

    HealthCheck.Result health() {
        return health("elasticsearch");
    }

    /** @param id of the check, without its group */
    public HealthCheck.Result health(String id) {
        return HealthCheckHelper.invoke(main.getCamelContext()).stream()
                .filter(result -> result.getCheck().getId().equals(id))
                .findFirst()
                .orElseThrow();
    }

    public List<ParkedMessage> parked() {
        return new ParkedMessages(store).all();
    }

    /** The causes of those runs that have failed. */
    public List<String> failedRuns() {
        return store.withHandle(handle -> handle.createQuery("SELECT cause FROM runs WHERE outcome = 'failed'").mapTo(String.class).list());
    }

    void forgetParked() {
        store.useHandle(handle -> handle.execute("DELETE FROM parked"));
    }

    Jdbi store() {
        return store;
    }

    Main main() {
        return main;
    }

    /** A call of the sandbox's own endpoints or of the stand-in; {@code path} begins with a slash. */
    public JsonNode call(String method, String path, String body) {
        var base = elasticsearchUrl().replace("/elasticsearch", "");
        var request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build();
        try {
            return JSON.readTree(http.send(request, BodyHandlers.ofByteArray()).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    JsonNode state() {
        return call("GET", "/_sandbox/state", "").path("elasticsearch");
    }

    public void fault(String fault) {
        call("POST", "/_sandbox/faults", fault);
    }

    @Override
    public void close() {
        main.stop();
    }
}
