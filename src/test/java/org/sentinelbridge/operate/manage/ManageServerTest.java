package org.sentinelbridge.operate.manage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.base.settings.SettingsException;
import org.sentinelbridge.elastic.kibana.ConnectorScreens;

/** Who may do what at the management port, and what a browser is told. */
class ManageServerTest {

    private static final String KEY = "operate-key-0123456789";
    private static final String READ_KEY = "looking-key-0123456789";
    private static final Map<String, String> KEYS = Map.of("management.key", KEY, "management.read-key", READ_KEY);
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private ManageServer server;

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/console/", "/console/app.js", "/manage/setup", "/manage/openapi.yaml", "/manage/no-such-thing"})
    void withoutAKeyNothingIsShown(String path) throws Exception {
        start(KEYS);
        for (var wrong : List.of("", "wrong", KEY + "x", READ_KEY.substring(1))) {
            var answer = get(path, wrong);
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(message(answer)).contains("management.key").doesNotContain(KEY).doesNotContain(READ_KEY);
        }
    }

    @Test
    void bothKeysMayLookAndSayWhatTheyMay() throws Exception {
        start(KEYS);
        assertThat(ManagedBridge.json(get("/manage/setup", KEY).body()).path("right").asText()).isEqualTo("operate");
        assertThat(ManagedBridge.json(get("/manage/setup", READ_KEY).body()).path("right").asText()).isEqualTo("read");
        assertThat(get("/manage/setup", KEY).body()).as("no secret").doesNotContain(KEY).doesNotContain("webhook-secret");
        var basic = Base64.getEncoder().encodeToString(("anybody:" + KEY).getBytes(StandardCharsets.UTF_8));
        assertThat(send(request("/console/").header("Authorization", "Basic " + basic).GET()).statusCode()).isEqualTo(200);
    }

    @Test
    void aBrowserAsksForThePasswordOfAPageButNotInTheMidstOfIt() throws Exception {
        start(KEYS);
        assertThat(send(request("/console/").GET()).headers().firstValue("WWW-Authenticate")).get().asString().startsWith("Basic ");
        assertThat(send(request("/manage/setup").header("X-Requested-With", "sentinel-bridge").GET()).headers().firstValue("WWW-Authenticate"))
                .hasValue("ApiKey");
    }

    @Test
    void operatingTakesTheKeyForItAndAPageOfOurs() throws Exception {
        start(KEYS);
        var path = "/manage/connections/check";
        var strange = send(request(path).header("X-Api-Key", KEY).POST(BodyPublishers.ofString("{}")));
        assertThat(strange.statusCode()).as("a page of somebody else").isEqualTo(403);
        assertThat(message(strange)).contains("X-Requested-With");
        var looking = send(request(path).header("X-Api-Key", READ_KEY).header("X-Requested-With", "sentinel-bridge").POST(BodyPublishers.ofString("{}")));
        assertThat(looking.statusCode()).isEqualTo(403);
        assertThat(message(looking)).contains("management.read-key", "management.key");
        for (var method : List.of("DELETE", "PUT", "OPTIONS")) {
            assertThat(send(request(path).header("X-Api-Key", KEY).method(method, BodyPublishers.noBody())).statusCode()).as(method).isEqualTo(403);
        }
    }

    @Test
    void withoutAKeyInTheSettingsThereIsNoConsole() throws Exception {
        start(Map.of());
        var answer = get("/console/", "");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(message(answer)).contains("management.key");
        assertThat(get("/manage/setup", "anything").statusCode()).isEqualTo(404);
    }

    @Test
    void theConsoleCannotBeFramedOrMadeToRunForeignCode() throws Exception {
        start(KEYS);
        for (var path : List.of("/", "/console/", "/manage/setup", "/nothing")) {
            var headers = get(path, KEY).headers();
            assertThat(headers.firstValue("Content-Security-Policy")).as(path).get().asString()
                    .contains("default-src 'self'", "frame-ancestors 'none'").doesNotContain("unsafe");
            assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(headers.firstValue("Cache-Control")).hasValue("no-store");
        }
        assertThat(get("/", KEY).headers().firstValue("Location")).hasValue("/console/");
        assertThat(get("/console", KEY).headers().firstValue("Location")).hasValue("/console/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/console/../log4j2.properties", "/console/..%2flog4j2.properties", "/console/%2e%2e/org/sentinelbridge/base/store/tables/V1__parked.sql",
        "/manage/../console/nothing.js", "/console//etc/passwd", "/console/index.html.class"})
    void nothingButTheFilesOfTheConsoleIsServed(String path) throws Exception {
        start(KEYS);
        var answer = get(path, KEY);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(message(answer)).isNotEmpty();
    }

    @Test
    void theDescriptionIsServed() throws Exception {
        start(KEYS);
        var answer = get("/manage/openapi.yaml", READ_KEY);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).startsWith("openapi: 3.0.3");
    }

    @Test
    void aPortThatOthersReachNeedsAKeyAndTls() {
        assertThatThrownBy(() -> start(Map.of("management.host", "0.0.0.0", "management.allow-plaintext", "true")))
                .isInstanceOf(SettingsException.class).hasMessageContaining("management.key: must be set");
        var open = new HashMap<>(KEYS);
        open.put("management.host", "0.0.0.0");
        assertThatThrownBy(() -> start(open))
                .isInstanceOf(SettingsException.class).hasMessageContaining("management.tls.certificate");
    }

    @Test
    void keysThatOpenTooMuchAreRefused() {
        assertThatThrownBy(() -> start(Map.of("management.read-key", READ_KEY))).hasMessageContaining("management.read-key: is of no use");
        assertThatThrownBy(() -> start(Map.of("management.key", KEY, "management.read-key", KEY))).hasMessageContaining("must not be the same");
        assertThatThrownBy(() -> start(Map.of("management.key", "webhook-secret"))).hasMessageContaining("webhook.key");
    }

    @Test
    void keysThatCouldBeGuessedAreRefused() {
        assertThatThrownBy(() -> start(Map.of("management.key", "fifteen-letters")))
                .isInstanceOf(SettingsException.class).hasMessageContaining("management.key: has 15 characters, and must have 16");
        assertThatThrownBy(() -> start(Map.of("management.key", KEY, "management.read-key", "short")))
                .isInstanceOf(SettingsException.class).hasMessageContaining("management.read-key: has 5 characters");
    }

    @Test
    void guessingKeysIsSlow() throws Exception {
        start(KEYS);
        var since = System.nanoTime();
        var answers = new ArrayList<HttpResponse<String>>();
        for (var i = 0; i < 21; i++) {
            answers.add(get("/manage/setup", "wrong-key-0123456789-" + i));
        }
        assertThat(answers).allMatch(answer -> answer.statusCode() == 401);
        assertThat(Duration.ofNanos(System.nanoTime() - since)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(get("/manage/setup", KEY).statusCode()).isEqualTo(200);
    }

    private void start(Map<String, String> more) {
        var settings = new HashMap<>(Map.of(
                "management.host", "127.0.0.1",
                "management.port", "0",
                "management.allow-plaintext", "false",
                "webhook.key", "webhook-secret",
                "webhook.max-body", "1MB"));
        settings.putAll(more);
        server = new ManageServer(new Settings(name -> Optional.ofNullable(settings.get(name))))
                .setup(new ConnectorScreens("https://bridge.example.com", "https://portal.example.com"), List.of(), false);
        server.listen();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.url() + path));
    }

    private HttpResponse<String> get(String path, String key) throws Exception {
        var request = request(path);
        return send(key.isEmpty() ? request : request.header("X-Api-Key", key));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static String message(HttpResponse<String> answer) {
        return ManagedBridge.json(answer.body()).path("message").asText();
    }
}
