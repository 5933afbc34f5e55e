package org.sentinelbridge.running;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.http.Fault;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sentinelbridge.sandbox.LogAnalyticsOptions;

/** The page editing-routes.md keeps its word: each of its edits is made while the bridge runs, and does what the page says. */
final class EditingRoutesIT {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration DELIVERED = Duration.ofSeconds(30);
    private static final Runnable NOTHING = () -> {};
    private static final String CRITICAL = "ElasticCriticalAlerts_CL";

    @TempDir
    private static Path home;

    private static StandIn azure;
    private static WireMockServer way;
    private static RunningBridge bridge;

    private Runnable undo;

    @BeforeAll
    static void start() {
        azure = new StandIn(LogAnalyticsOptions.defaults().withStreamTo(CRITICAL));
        way = new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));
        way.start();
        way.stubFor(any(anyUrl()).willReturn(aResponse().proxiedFrom(azure.url())));
        var settings = new LinkedHashMap<>(azure.settings());
        settings.put("sentinel.endpoint", way.baseUrl());
        settings.put("alert-delivery.batch-wait", "100ms");
        settings.put("retry.first-delay", "10ms");
        bridge = RunningBridge.start(home, settings);
    }

    @AfterAll
    static void stop() {
        bridge.close();
        way.stop();
        azure.close();
    }

    @AfterEach
    void undo() {
        var lines = bridge.program().out().length();
        undo.run();
        await().atMost(SOON).until(() -> undo == NOTHING || bridge.program().out().substring(lines).contains(" is live"));
        azure.leaveInPeace();
        assertThat(bridge.program().out()).doesNotContain(" ERROR ");
    }

    @Test
    void changeASeverity() throws IOException {
        assertThat(severity("s-1")).isEqualTo("High");
        undo = DocumentedEdits.of("Change a severity").applyAll(home);
        var next = new AtomicInteger(1);
        // a case that is pushed again as it was leaves the incident alone
        await().atMost(SOON).until(() -> severity("s-" + next.incrementAndGet()).equals("Medium"));
    }

    @Test
    void dropAlertsByACondition() throws IOException {
        edit("Drop alerts by a condition");
        send(alert("kept", "high"), alert("dropped", "low"));
        await().atMost(DELIVERED).until(() -> azure.alerts().contains("kept") && bridge.program().out().contains("dropped=1"));
        send(alert("kept-too", "medium"));
        await().atMost(DELIVERED).until(() -> azure.alerts().contains("kept-too"));
        assertThat(azure.alerts()).doesNotContain("dropped");
    }

    @Test
    void sendCriticalAlertsToASecondTable() throws IOException {
        edit("Send critical alerts to a second table");
        azure.disturb("{\"match\": {\"path\": \"/streams/Custom-" + CRITICAL + "\"}, \"status\": 503, \"times\": 1000}");
        send(alert("usual-1", "high"), alert("critical-1", "critical"));
        await().atMost(DELIVERED).until(() -> azure.alerts().contains("usual-1"));
        send(alert("usual-2", "high"), alert("critical-2", "critical"));
        await().atMost(DELIVERED).until(() -> azure.alerts().contains("usual-2"));
        assertThat(azure.alerts(CRITICAL)).isEmpty();

        azure.leaveInPeace();
        await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> assertThat(azure.alerts(CRITICAL))
                .as(() -> bridge.program().out())
                .containsExactlyInAnyOrder("critical-1", "critical-2"));
        assertThat(azure.alerts()).doesNotContain("critical-1", "critical-2");
    }

    /** More alerts than a delivery takes lie before the critical ones, and nobody takes them. */
    @Test
    void theFirstTableDoesNotHoldUpTheSecond() throws IOException {
        edit("Send critical alerts to a second table");
        azure.disturb("{\"match\": {\"path\": \"/streams/Custom-ElasticSecurityAlerts_CL\"}, \"status\": 503, \"times\": 1000}");
        var waiting = IntStream.range(0, 3_000).mapToObj(i -> "waits-" + i).toList();
        for (var from = 0; from < waiting.size(); from += 1_000) {
            send(waiting.subList(from, from + 1_000).stream().map(id -> alert(id, "high")).toArray(String[]::new));
        }
        send(alert("critical-3", "critical"));
        await().atMost(DELIVERED).until(() -> azure.alerts(CRITICAL).contains("critical-3"));
        send(alert("critical-4", "critical"));
        await().atMost(DELIVERED).until(() -> azure.alerts(CRITICAL).contains("critical-4"));
        assertThat(azure.alerts()).doesNotContainAnyElementsOf(waiting);

        azure.leaveInPeace();
        await().atMost(Duration.ofMinutes(2)).until(() -> azure.alerts().containsAll(waiting));
    }

    @Test
    void anotherRetryCount() throws IOException {
        edit("Another retry count");
        var broken = way.stubFor(any(urlMatching(".*/incidents/.*")).willReturn(aResponse().withFault(Fault.EMPTY_RESPONSE)));
        way.resetRequests();
        try {
            var answer = bridge.caller().post(Caller.create("cut"));
            assertThat(way.findAll(anyRequestedFor(urlMatching(".*/incidents/.*")))).hasSize(2);
            assertThat(Caller.json(answer).path("status").asText()).as(answer.body()).isEqualTo("queued");
        } finally {
            way.removeStub(broken);
        }
        await().atMost(DELIVERED).until(() -> azure.incidents().toString().contains("elastic-case:cut"));
    }

    @Test
    void aHeaderOnEveryCallOfSentinel() throws IOException {
        edit("A header on every call of Sentinel");
        way.resetRequests();
        assertThat(bridge.caller().post(Caller.create("with-header")).statusCode()).isEqualTo(200);
        var calls = way.findAll(anyRequestedFor(urlMatching(".*/incidents/.*")));
        assertThat(calls).hasSizeGreaterThan(1);
        assertThat(way.findAll(anyRequestedFor(urlMatching(".*/incidents/.*")).withHeader("X-Team", equalTo("soc-north"))))
                .hasSameSizeAs(calls);
    }

    @Test
    void aNewActionWithARouteOfItsOwn() throws IOException {
        var created = Caller.json(bridge.caller().post(Caller.create("owned")));
        var incident = created.path("sentinel_incident_id").asText();
        var request = "{\"action\": \"assign-owner\", \"sentinel_incident_id\": \"" + incident + "\", \"owner\": \"ada@example.com\"}";
        assertThat(bridge.caller().post(request).statusCode()).isEqualTo(400);
        edit("A new action with a route of its own");
        var answer = bridge.caller().post(request);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        var held = azure.incidents().findParents("name").stream()
                .filter(one -> one.path("name").asText().equals(incident)).findFirst().orElseThrow();
        assertThat(held.at("/properties/owner/userPrincipalName").asText()).isEqualTo("ada@example.com");
        assertThat(held.at("/properties/title").asText()).isEqualTo("A case");
        assertThat(bridge.caller().post(Caller.comment(incident, "Still mine")).statusCode()).isEqualTo(200);
    }

    /** A section that no test runs is a promise that nobody keeps. */
    @Test
    void everySectionIsRunByATest() throws IOException {
        undo = NOTHING;
        var tests = Files.readString(Path.of("src/test/java/org/sentinelbridge/running/EditingRoutesIT.java"))
                + Files.readString(Path.of("src/test/java/org/sentinelbridge/running/AnotherQueueIT.java"));
        assertThat(DocumentedEdits.headings()).hasSizeGreaterThan(7).allSatisfy(heading -> assertThat(tests).contains("\"" + heading + "\""));
    }

    /** Makes the edit and waits until it is live. */
    private void edit(String section) throws IOException {
        var lines = bridge.program().out().length();
        undo = DocumentedEdits.of(section).applyAll(home);
        await().atMost(SOON).until(() -> bridge.program().out().substring(lines).contains(" is live"));
    }

    private static String severity(String caseId) {
        return Caller.json(bridge.caller().post(Caller.create(caseId, "critical"))).path("severity").asText();
    }

    private static String alert(String uuid, String severity) {
        return "{\"kibana.alert.uuid\": \"" + uuid + "\", \"kibana.alert.severity\": \"" + severity + "\"}";
    }

    private static void send(String... alerts) {
        var body = Stream.of(alerts).collect(Collectors.joining(",", "{\"alerts\": [", "]}"));
        var answer = bridge.caller().send(bridge.caller().to("/alerts").POST(BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }
}
