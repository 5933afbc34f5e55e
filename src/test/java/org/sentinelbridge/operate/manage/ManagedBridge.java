package org.sentinelbridge.operate.manage;

import static org.assertj.core.api.Assertions.assertThat;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request.Method;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport.Level;
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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.main.Main;
import org.jdbi.v3.core.Jdbi;
import org.sentinelbridge.app.FreePort;
import org.sentinelbridge.component.parked.ParkedMessage;
import org.sentinelbridge.component.parked.ParkedMessages;

/**
 * The whole bridge with its sandbox, on free ports and a store of its own, as seen from its management port. Every answer of the API is
 * compared with its description.
 */
final class ManagedBridge implements AutoCloseable {

    static final String WEBHOOK_KEY = "webhook-key-0123456789";
    static final String KEY = "operate-key-0123456789";
    static final String READ_KEY = "looking-key-0123456789";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final OpenApiInteractionValidator CONTRACT = OpenApiInteractionValidator.createForInlineApiSpecification(description())
            .withLevelResolver(LevelResolver.create()
                    // tests call wrongly on purpose; how that is answered is compared all the same
                    .withLevel("validation.request", Level.IGNORE)
                    .build())
            .build();

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Main main = new Main();
    private final String management;
    private final String webhooks;

    ManagedBridge(Path folder, Map<String, String> settings) {
        var managementPort = String.valueOf(FreePort.find());
        var webhookPort = String.valueOf(FreePort.find());
        management = "http://127.0.0.1:" + managementPort;
        webhooks = "http://127.0.0.1:" + webhookPort;
        var all = new HashMap<>(Map.of(
                "sandbox.enabled", "true",
                "sandbox.port", "0",
                "sandbox.amqp-port", "0",
                "sandbox.events-per-minute", "0",
                "sandbox.throttle", "false",
                "incidents.enabled", "true",
                "retry.first-delay", "20ms",
                "webhook.budget", "3s",
                "alert-delivery.batch-wait", "50ms"));
        all.putAll(Map.of(
                "webhook.key", WEBHOOK_KEY,
                "webhook.port", webhookPort,
                "management.key", KEY,
                "management.read-key", READ_KEY,
                "management.port", managementPort,
                "store.url", "jdbc:sqlite:" + folder.resolve("bridge.db")));
        all.putAll(settings);
        main.setDefaultPropertyPlaceholderLocation("file:application.properties");
        all.forEach(main::addOverrideProperty);
        try {
            main.start();
        } catch (RuntimeException e) {
            main.stop();
            throw e;
        }
    }

    private static String description() {
        try {
            return Files.readString(Path.of("src/main/resources/org/sentinelbridge/operate/manage/openapi.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of the management port. */
    String url() {
        return management;
    }

    JsonNode get(String path) {
        var answer = send(request(path).GET());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer.body());
    }

    /** An answer that is no JSON. */
    byte[] bytes(String path) {
        try {
            var answer = http.send(request(path).build(), BodyHandlers.ofByteArray());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** An operating call with the key for it. */
    HttpResponse<String> post(String path, String body) {
        return send(posting(path, body));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(management + path)).header("X-Api-Key", KEY);
    }

    HttpRequest.Builder requestWithoutKey(String path) {
        return HttpRequest.newBuilder(URI.create(management + path));
    }

    HttpRequest.Builder posting(String path, String body) {
        return request(path)
                .header("X-Requested-With", "sentinel-bridge")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
    }

    /** Sends, and compares an answer of the API with its description. */
    HttpResponse<String> send(HttpRequest.Builder builder) {
        var request = builder.build();
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            if (request.uri().getPath().startsWith("/manage/")) {
                compare(request, answer);
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void compare(HttpRequest request, HttpResponse<String> answer) {
        var asked = new SimpleRequest.Builder(Method.valueOf(request.method()), request.uri().getPath());
        var response = SimpleResponse.Builder.status(answer.statusCode())
                .withContentType(answer.headers().firstValue("Content-Type").orElse(""))
                .withBody(answer.body())
                .build();
        assertThat(CONTRACT.validateResponse(request.uri().getPath(), asked.build().getMethod(), response).getMessages())
                .as(request.method() + " " + request.uri() + " " + answer.statusCode() + " " + answer.body())
                .isEmpty();
    }

    HttpClient http() {
        return http;
    }

    /** A call of a webhook; its answer, whatever it is. */
    JsonNode webhook(String path, String body) {
        return json(send(HttpRequest.newBuilder(URI.create(webhooks + path))
                .header("X-Api-Key", WEBHOOK_KEY)
                .POST(BodyPublishers.ofString(body))).body());
    }

    JsonNode sandbox(String method, String path, String body) {
        return json(send(HttpRequest.newBuilder(URI.create(setting("sentinel.endpoint") + path))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))).body());
    }

    void disturb(String fault) {
        sandbox("POST", "/_sandbox/faults", fault);
    }

    void undisturb() {
        sandbox("DELETE", "/_sandbox/faults", "");
    }

    /** Puts a message into the table as if it had been parked. */
    void park(ParkedMessage message) {
        Jdbi.create(setting("store.url")).useHandle(handle -> ParkedMessages.add(handle, message));
    }

    /** Does to the store what its owner may do. */
    void sql(String statement) {
        Jdbi.create(setting("store.url")).useHandle(handle -> handle.execute(statement));
    }

    String setting(String name) {
        return main.getCamelContext().getPropertiesComponent().resolveProperty(name).orElseThrow();
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError("no JSON: " + text, e);
        }
    }

    @Override
    public void close() {
        main.stop();
    }
}
