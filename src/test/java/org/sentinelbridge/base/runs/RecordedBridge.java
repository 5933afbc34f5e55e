package org.sentinelbridge.base.runs;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.camel.main.Main;
import org.sentinelbridge.app.FreePort;
import org.sentinelbridge.base.store.Database;
import org.sentinelbridge.base.store.Store;

/** The whole bridge with its sandbox, on free ports and a store of its own, and what its journal says. */
final class RecordedBridge implements AutoCloseable {

    static final String KEY = "journal-test-key-0123456789";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration AT_MOST = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Main main = new Main();
    private final Store store;
    private final String url;

    RecordedBridge(Path folder, Map<String, String> settings) {
        var port = String.valueOf(FreePort.find());
        url = "http://127.0.0.1:" + port;
        var all = new HashMap<>(Map.of(
                "sandbox.enabled", "true",
                "sandbox.port", "0",
                "sandbox.amqp-port", "0",
                "sandbox.events-per-minute", "0",
                "sandbox.throttle", "false",
                "management.port", String.valueOf(FreePort.find()),
                "retry.first-delay", "20ms",
                "alert-delivery.batch-wait", "100ms",
                "webhook.key", KEY));
        all.put("webhook.port", port);
        all.put("store.url", "jdbc:sqlite:" + folder.resolve("bridge.db"));
        all.putAll(settings);
        main.setDefaultPropertyPlaceholderLocation("file:application.properties");
        all.forEach(main::addOverrideProperty);
        try {
            main.start();
        } catch (RuntimeException e) {
            main.stop();
            throw e;
        }
        store = Database.open(all.get("store.url"));
    }

    JsonNode post(String path, String body) {
        return json(send(request(url + path).header("X-Api-Key", KEY).POST(BodyPublishers.ofString(body))));
    }

    int postWithoutKey(String path) {
        return send(request(url + path).POST(BodyPublishers.ofString("{}"))).statusCode();
    }

    void sandbox(String method, String path, String body) {
        var base = setting("sentinel.endpoint");
        send(request(base + "/_sandbox/" + path).method(method, BodyPublishers.ofString(body)));
    }

    String metrics() {
        return send(request("http://127.0.0.1:" + setting("management.port") + "/observe/metrics").GET()).body();
    }

    int health(String path) {
        return send(request("http://127.0.0.1:" + setting("management.port") + "/observe/health" + path).GET()).statusCode();
    }

    RunTable runs() {
        return new RunTable(store);
    }

    /** Waits until the journal holds a run of this id. */
    Run awaitRun(String id) {
        return await().atMost(AT_MOST).until(() -> runs().byId(id), Optional::isPresent).orElseThrow();
    }

    /** Waits until the journal lists such a run, and gives it with its steps. */
    Run awaitRun(Predicate<Run> wanted) {
        var found = await().atMost(AT_MOST).until(
                () -> list().stream().filter(wanted).findFirst(), Optional::isPresent);
        return runs().byId(found.orElseThrow().runId()).orElseThrow();
    }

    List<Run> list() {
        return runs().find(RunFilter.ALL, RunTable.MOST, "").runs();
    }

    private String setting(String name) {
        return main.getCamelContext().getPropertiesComponent().resolveProperty(name).orElseThrow();
    }

    private static HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url)).header("Content-Type", "application/json");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        store.close();
        main.stop();
    }
}
