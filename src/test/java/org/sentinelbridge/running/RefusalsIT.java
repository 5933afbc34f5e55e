package org.sentinelbridge.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets in at the webhook and who does not, and how a refusal looks: always JSON, always in time. */
final class RefusalsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String KEY = RunningBridge.KEY;
    private static final int LIMIT = 1024 * 1024;

    @TempDir
    private static Path home;

    private static StandIn azure;
    private static RunningBridge bridge;
    private static Caller caller;

    @BeforeAll
    static void start() {
        azure = new StandIn();
        var settings = azure.settings();
        settings.put("webhook.budget", "3s");
        settings.put("webhook.idle-timeout", "4s");
        settings.put("webhook.max-concurrent", "50");
        settings.put("webhook.max-body", "1MB");
        bridge = RunningBridge.start(home, settings);
        caller = bridge.caller();
    }

    @AfterEach
    void leaveInPeace() {
        azure.leaveInPeace();
    }

    @AfterAll
    static void stop() {
        bridge.close();
        azure.close();
    }

    static Stream<String> keys() {
        return Stream.of(
                "GET /cases?sentinel_incident_id=no&api-version=2016-10-01&sp=%2Ftriggers&sv=1.0&sig=" + KEY + " HTTP/1.1\r\n",
                "GET /cases?sentinel_incident_id=no HTTP/1.1\r\nX-Api-Key: " + KEY + "\r\n",
                "GET /cases?sentinel_incident_id=no HTTP/1.1\r\nAuthorization: Bearer " + KEY + "\r\n",
                "GET /cases?sentinel_incident_id=no HTTP/1.1\r\nAuthorization: basic " + basic("kibana:" + KEY) + "\r\n",
                "GET /cases?sentinel_incident_id=no&sig=wrong HTTP/1.1\r\nAuthorization: Basic " + basic(":" + KEY) + "\r\n");
    }

    @ParameterizedTest
    @MethodSource("keys")
    void theKeyIsTakenInEveryWayThatKibanaKnows(String head) throws IOException {
        assertThat(raw(head + "Host: b\r\n\r\n")).startsWith("HTTP/1.1 400 ").contains("sentinel_incident_id");
    }

    static Stream<String> wrongKeys() {
        return Stream.of(
                "",
                "X-Api-Key: " + KEY + "0\r\n",
                "X-Api-Key: " + KEY.substring(1) + "\r\n",
                "X-Api-Key:\r\n",
                "Authorization: Bearer\r\n",
                "Authorization: Bearer wrong\r\n",
                "Authorization: Basic ***\r\n",
                "Authorization: Basic " + basic(KEY + ":wrong") + "\r\n",
                "Authorization: Digest " + KEY + "\r\n",
                "Cookie: sig=" + KEY + "\r\n");
    }

    @ParameterizedTest
    @MethodSource("wrongKeys")
    void withoutTheKeyTheAnswerComesBeforeTheBody(String header) throws IOException {
        var answer = raw("POST /cases HTTP/1.1\r\nHost: b\r\n" + header + "Content-Length: 10000000\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 401 ").contains("application/json", "\"message\":", "WWW-Authenticate");
        assertThat(answer).doesNotContain(KEY);
    }

    @Test
    void anUnknownPathIsNotToldToStrangers() {
        var answer = caller.send(caller.toWithoutKey("/nowhere").GET());
        assertThat(answer.statusCode()).isEqualTo(401);
    }

    @Test
    void aBodyAboveTheLimitIsRefused() {
        var much = "{\"action\":\"" + "x".repeat(LIMIT + 1 - 13) + "\"}";
        assertThat(much).hasSize(LIMIT + 1);
        assertThatJson(caller.post(much), 413, "more than the 1048576 bytes that webhook.max-body allows");
        assertThatJson(caller.post(much.replaceFirst("x", "")), 400, "action");
    }

    @Test
    void aChunkedBodyAboveTheLimitIsRefused() throws IOException {
        var chunk = ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        try (var connection = new RawConnection(bridge.port(), PATIENCE)) {
            connection.send("POST /cases HTTP/1.1\r\nHost: b\r\nX-Api-Key: " + KEY + "\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (var i = 0; i < 17; i++) {
                connection.send(chunk);
            }
            assertThat(connection.readAnswer()).startsWith("HTTP/1.1 413 ").contains("application/json", "\"message\":");
        }
    }

    /** A small gzip file can unfold to gigabytes; what counts is what it unfolds to. */
    @Test
    void aGzippedBodyIsReadUpToTheLimit() {
        var request = caller.to("/cases").header("Content-Encoding", "gzip");
        assertThat(caller.send(request.POST(BodyPublishers.ofByteArray(Gzip.of(Caller.create("gzip"))))).statusCode())
                .isEqualTo(200);
        var bomb = Gzip.of(" ".repeat(LIMIT * 3) + "{}");
        assertThat(bomb.length).isLessThan(LIMIT / 100);
        assertThatJson(caller.send(request.POST(BodyPublishers.ofByteArray(bomb))), 413, "more than the 1048576 bytes that webhook.max-body allows");
    }

    @Test
    void aCodingNobodyKnowsIsRefused() {
        var brotli = caller.to("/cases").header("Content-Encoding", "br").POST(BodyPublishers.ofString("{}"));
        assertThatJson(caller.send(brotli), 415, "gzip");
        var broken = caller.to("/cases").header("Content-Encoding", "gzip").POST(BodyPublishers.ofString("no gzip"));
        assertThatJson(caller.send(broken), 400, "gzip");
    }

    /** What a proxy in front may read as one request and the bridge as two. */
    @Test
    void aRequestOfUncertainLengthIsRefused() throws IOException {
        try (var connection = new RawConnection(bridge.port(), PATIENCE)) {
            connection.send("POST /cases HTTP/1.1\r\nHost: b\r\nX-Api-Key: " + KEY + "\r\nTransfer-Encoding: xchunked\r\n\r\n");
            assertThat(connection.readAnswer()).startsWith("HTTP/1.1 400 ").contains("application/json");
        }
    }

    @Test
    void aParameterThatCannotBeDecodedIsRefused() throws IOException {
        assertThat(raw("GET /cases?sig=%zz HTTP/1.1\r\nHost: b\r\n\r\n")).startsWith("HTTP/1.1 400 ").contains("\"message\":");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/x-www-form-urlencoded", "text/plain", "multipart/form-data", "application/xml", "nonsense"})
    void jsonIsReadWhateverItsLabelSays(String type) {
        var body = Caller.create("label+%41&=" + type).replace("A case", "100 % & more = 1+1");
        var answer = caller.send(caller.to("/cases").header("Content-Type", type).POST(BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(Caller.json(answer).path("title").asText()).isEqualTo("100 % & more = 1+1");
    }

    @Test
    void aClientThatStopsSendingIsDisconnected() throws IOException {
        for (var beginning : new String[] {
            "P", "POST /cases HTTP/1.1\r\nHost: b\r\nX-Api-Key: " + KEY + "\r\nContent-Length: 100\r\n\r\n{"
        }) {
            try (var connection = new RawConnection(bridge.port(), PATIENCE)) {
                var since = System.nanoTime();
                connection.send(beginning).awaitClose();
                assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofSeconds(8));
            }
        }
    }

    @Test
    void nestingWithoutEndIsRefused() {
        assertThatJson(caller.post("[".repeat(10_000) + "]".repeat(10_000)), 400, "JSON");
        assertThatJson(caller.post("{\"action\":" + "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_001)), 400, "JSON");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "[]", "\"text\"", "{", "{}{}", "{\"action\":1}", "{\"action\":\"no\"}", "\u0000", "{\"action\":\"a\",}"})
    void whatIsNoRequestIsRefused(String body) {
        assertThatJson(caller.post(body), 400, "");
    }

    @Test
    void methodsAndPathsThatAreNotThereAreToldInJson() {
        var delete = caller.send(caller.to("/cases").DELETE());
        assertThatJson(delete, 405, "GET");
        assertThat(delete.headers().firstValue("Allow")).contains("GET, PATCH, POST, PUT");
        assertThatJson(caller.send(caller.to("/nowhere").GET()), 404, "/cases");
        assertThatJson(caller.send(caller.to("/cases/../etc/passwd").GET()), 404, "/cases");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NONSENSE\r\n\r\n", "GET /cases HTTP/1.1\r\nbro ken\u0001: header\r\n\r\n"})
    void whatIsNotHttpIsToldInJson(String text) throws IOException {
        assertThat(raw(text)).containsPattern("\\AHTTP/1.[01] 400 ").contains("application/json", "\"message\":");
    }

    @Test
    void aHeaderAboveTheLimitIsToldInJson() throws IOException {
        assertThat(raw("GET /cases HTTP/1.1\r\nHost: b\r\nX-Much: " + "x".repeat(33 * 1024) + "\r\n\r\n"))
                .containsPattern("\\AHTTP/1.[01] 4(00|31) ")
                .contains("application/json", "\"message\":");
        assertThat(raw("GET /cases?" + "x".repeat(33 * 1024) + " HTTP/1.1\r\nHost: b\r\n\r\n"))
                .containsPattern("\\AHTTP/1.[01] 4(00|14) ")
                .contains("application/json", "\"message\":");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: many", "Content-Length: -1", "Content-Length: 99999999999999999999"})
    void aLengthThatIsNoneIsRefused(String header) throws IOException {
        assertThat(raw("POST /cases HTTP/1.1\r\nHost: b\r\nX-Api-Key: " + KEY + "\r\n" + header + "\r\n\r\n{}"))
                .containsPattern("\\AHTTP/1.[01] 4(00|13) ")
                .contains("application/json", "\"message\":");
    }

    /** Camel's own server has 20 workers, so that the 21st waits; and an endless queue, so that nobody is refused. */
    @Test
    void manyAreServedAtTheSameTimeAndOneTooManyIsRefused() throws Exception {
        caller.post(Caller.create("a-token-please"));
        azure.disturb("{\"match\":{\"path\":\"incidents\"},\"delay_ms\":1000}");
        var since = System.nanoTime();
        var many = IntStream.range(0, 50)
                .mapToObj(i -> caller.sendLater(caller.to("/cases?sentinel_incident_id=5a4db0c5-0000-4000-8000-00000000000a").GET()))
                .toList();
        await().pollInterval(Duration.ofMillis(20)).until(() -> azure.count("Incidents_Get") >= 50);
        assertThat(Duration.ofNanos(System.nanoTime() - since)).as("50 inside").isLessThan(Duration.ofSeconds(4));
        var refused = caller.post("{}");
        assertThatJson(refused, 503, "webhook.max-concurrent");
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        for (var one : many) {
            assertThat(one.get(10, TimeUnit.SECONDS).statusCode()).isIn(404, 503, 504);
        }
        Supplier<Integer> again = () -> caller.post("{}").statusCode();
        await().untilAsserted(() -> assertThat(again.get()).isEqualTo(400));
    }

    private static void assertThatJson(HttpResponse<String> answer, int status, String named) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(Caller.json(answer).path("message").asText()).isNotEmpty().contains(named);
    }

    private static String raw(String request) throws IOException {
        try (var connection = new RawConnection(bridge.port(), PATIENCE)) {
            return connection.send(request).readAnswer();
        }
    }

    private static String basic(String pair) {
        return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
