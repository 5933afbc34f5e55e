package org.sentinelbridge.running;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What leaves the bridge: calls of Azure with nothing in them that the caller brought, and outputs without secrets. */
final class OutboundIT {

    @TempDir
    private static Path home;

    private static StandIn azure;
    private static WireMockServer wire;
    private static RunningBridge bridge;
    private static Caller caller;

    @BeforeAll
    static void start() {
        azure = new StandIn();
        wire = new WireMockServer(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"));
        wire.start();
        wire.stubFor(any(anyUrl())
                .willReturn(aResponse().proxiedFrom(azure.url()).withHeader("Set-Cookie", "seen=before; Path=/")));
        var settings = azure.settings();
        settings.put("sentinel.endpoint", wire.baseUrl());
        settings.put("http.call-timeout", "3s");
        settings.put("webhook.budget", "8s");
        settings.put("retry.first-delay", "20ms");
        settings.put("cases.when-busy", "refuse");
        bridge = RunningBridge.start(home, settings);
        caller = bridge.caller();
        // WireMock takes its time for the first request
        await().ignoreExceptions().until(() -> caller.post(Caller.create("warm-up")).statusCode() == 200);
    }

    @AfterEach
    void leaveInPeace() {
        azure.leaveInPeace();
        wire.resetRequests();
    }

    @AfterAll
    static void stop() {
        bridge.close();
        wire.stop();
        azure.close();
    }

    @Test
    void nothingOfTheCallersHeadersReachesAzure() {
        var request = caller.posting(Caller.create("headers"))
                .header("Authorization", "Basic aW50cnVkZXI6aW50cnVkZXI=")
                .header("CamelHttpPath", "/elsewhere")
                .header("CamelHttpUri", "http://elsewhere.example/")
                .header("CamelHttpQuery", "api-version=evil")
                .header("CamelHttpMethod", "DELETE")
                .header("Camel-Evil", "evil")
                .header("Bridge-Time-Left", "1")
                .header("X-Evil", "evil")
                .header("Cookie", "evil=1");
        var created = caller.send(request);
        assertThat(created.statusCode()).as(created.body()).isEqualTo(200);
        var incident = Caller.json(created).path("sentinel_incident_id").asText();
        assertThat(caller.post(Caller.comment(incident, "text")).statusCode()).isEqualTo(200);
        assertThat(caller.read(incident).statusCode()).isEqualTo(200);

        var calls = wire.getAllServeEvents().stream().map(event -> event.getRequest()).toList();
        assertThat(calls).hasSizeGreaterThanOrEqualTo(4);
        for (var call : calls) {
            assertThat(call.getMethod().getName()).isIn("GET", "PUT");
            assertThat(call.getUrl()).startsWith("/subscriptions/").endsWith("?api-version=2024-03-01");
            assertThat(lowerCase(call.getAllHeaderKeys())).isSubsetOf(
                    "authorization", "content-type", "content-length", "host", "connection", "user-agent", "accept-encoding",
                    "accept", "transfer-encoding");
            assertThat(call.getHeader("Authorization")).startsWith("Bearer ").doesNotContain(RunningBridge.KEY);
            assertThat(call.getBodyAsString()).doesNotContain("evil");
        }
    }

    /** HttpClient's own time-out begins anew with every packet. */
    @Test
    void anAnswerThatDripsEndsInTime() {
        var incident = created("drips");
        azure.disturb("{\"match\":{\"method\":\"GET\"},\"drip_ms\":100}");
        var since = System.nanoTime();
        assertThat(caller.read(incident).statusCode()).isEqualTo(504);
        assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofSeconds(10));
    }

    /** HttpClient would wait for the Retry-After and send the request again by itself. */
    @Test
    void aCallIsNotRepeatedUnseen() {
        var incident = created("unseen");
        azure.disturb("{\"match\":{\"method\":\"GET\"},\"status\":429,\"headers\":{\"Retry-After\":\"60\"}}");
        var before = azure.count("Incidents_Get");
        var since = System.nanoTime();
        var answer = caller.read(incident);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("60");
        assertThat(azure.count("Incidents_Get")).isEqualTo(before + 1);
        assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofSeconds(5));
    }

    /** Camel knows no Retry-After. */
    @Test
    void theNextAttemptComesWhenAzureWantsIt() {
        var incident = created("later");
        azure.disturb("{\"match\":{\"method\":\"GET\"},\"status\":503,\"headers\":{\"Retry-After\":\"2\"},\"times\":1}");
        var since = System.nanoTime();
        assertThat(caller.read(incident).statusCode()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - since)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(5));
    }

    /** Camel's own OAuth support fetches a token for each URL, and keeps one that was refused. */
    @Test
    void oneTokenServesAllCallsUntilItIsRefused() {
        created("token-1");
        var before = tokens();
        created("token-2");
        created("token-3");
        assertThat(tokens()).isEqualTo(before);
        azure.disturb("{\"revoke_tokens\":true}");
        created("token-4");
        assertThat(tokens()).isEqualTo(before + 1);
    }

    @Test
    void noInputMakesALogLineOfItsOwn() {
        var lines = bridge.program().out().lines().count();
        var forged = "x\\r\\n2026-11-01T00:00:00.000Z ERROR Forged \\u001b[31m";
        var body = Caller.create(forged).replace("A case", forged).replace("test", forged);
        assertThat(caller.post(body).statusCode()).isEqualTo(200);
        caller.post("{\"action\":\"" + forged + "\",\"case_id\":\"" + forged + "\"}");
        caller.read("%0d%0a2026-11-01T00:00:00.000Z%20ERROR%20Forged");
        azure.disturb("{\"match\":{\"method\":\"PUT\"},\"status\":400,\"body\":{\"error\":{\"code\":\"" + forged
                + "\",\"message\":\"" + forged + "\"}}}");
        caller.post(body.replace("high", "low"));
        var written = bridge.program().out().lines().skip(lines).toList();
        assertThat(written).isNotEmpty();
        assertThat(written).allSatisfy(line -> assertThat(line).matches("20\\d\\d-[^ ]+ (INFO |WARN ) (case-webhook|park|tell-failure|route).*"));
        assertThat(bridge.program().out()).doesNotContain("\u001b");
    }

    @Test
    void noSecretIsWrittenAnywhere(@TempDir Path other) throws Exception {
        azure.disturb("{\"role\":false}");
        assertThat(caller.post(Caller.create("secret-1")).statusCode()).isEqualTo(502);
        azure.leaveInPeace();
        azure.disturb("{\"match\":{\"path\":\"incidents\"},\"status\":401}");
        assertThat(caller.post(Caller.create("secret-2")).statusCode()).isEqualTo(502);
        azure.leaveInPeace();
        azure.disturb("{\"match\":{\"path\":\"incidents\"},\"status\":500,\"headers\":{\"Retry-After\":\"30\"}}");
        assertThat(caller.post(Caller.create("secret-3")).statusCode()).isEqualTo(503);
        azure.leaveInPeace();
        azure.disturb("{\"match\":{\"path\":\"incidents\"},\"cut\":\"before\"}");
        assertThat(caller.post(Caller.create("secret-4")).statusCode()).isBetween(502, 504);
        azure.leaveInPeace();
        azure.disturb("[{\"revoke_tokens\":true},{\"match\":{\"path\":\"token\"},\"status\":500}]");
        assertThat(caller.post(Caller.create("secret-5")).statusCode()).isBetween(502, 504);
        caller.send(caller.to("/cases?sig=" + RunningBridge.KEY).POST(BodyPublishers.ofString("{")));
        caller.send(caller.toWithoutKey("/cases?sig=" + RunningBridge.KEY + "&sentinel_incident_id=no").GET());
        caller.send(caller.toWithoutKey("/nowhere?sig=" + RunningBridge.KEY).GET());
        azure.leaveInPeace();
        created("secret-6");

        var tokens = new TreeSet<String>();
        wire.getAllServeEvents().forEach(event -> tokens.add(token(event.getRequest())));
        assertThat(tokens).hasSizeGreaterThanOrEqualTo(3).allSatisfy(token -> assertThat(token).hasSizeGreaterThan(20));
        assertThatNothingIsIn(tokens, bridge, home);

        var settings = azure.settings();
        settings.put("azure.client-secret", StandIn.SECRET + "-but-wrong");
        try (var wrong = RunningBridge.start(other, settings)) {
            var answer = wrong.caller().post(Caller.create("secret-7"));
            assertThat(answer.statusCode()).isEqualTo(502);
            assertThat(answer.body()).contains("azure.credential").contains("AADSTS7000215");
            assertThatNothingIsIn(tokens, wrong, other);
        }
    }

    private static void assertThatNothingIsIn(Set<String> tokens, RunningBridge bridge, Path home) throws IOException {
        var secrets = new ArrayList<>(tokens);
        secrets.addAll(List.of(RunningBridge.KEY, StandIn.SECRET));
        var written = new StringBuilder(bridge.program().written()).append(bridge.caller().answers());
        try (var files = Files.list(home.resolve("data"))) {
            for (var file : files.toList()) {
                written.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        assertThat(written).contains("secret-");
        for (var secret : secrets) {
            assertThat(written.indexOf(secret)).as("where " + secret + " stands").isEqualTo(-1);
        }
    }

    private static String token(LoggedRequest request) {
        return request.getHeader("Authorization").replaceFirst("Bearer ", "");
    }

    private static String created(String caseId) {
        var answer = caller.post(Caller.create(caseId));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Caller.json(answer).path("sentinel_incident_id").asText();
    }

    private static int tokens() {
        return azure.state().at("/entra/token_requests").asInt();
    }

    private static List<String> lowerCase(Set<String> names) {
        return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }
}
