package org.sentinelbridge.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sentinelbridge.component.parked.ParkedMessage;

/** What becomes of pushes when the store cannot be written, and when nobody wants them to wait. */
class CasesInTroubleTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SLOW_AND_DOWN = """
            [{"method": "POST", "path": "/_sandbox/faults",
              "body": {"match": {"method": "GET", "path": "^/subscriptions/"}, "delay_ms": 1500, "status": 503}}]
            """;
    private static final String THROTTLED = """
            [{"method": "POST", "path": "/_sandbox/faults",
              "body": {"match": {"method": "PUT", "path": "^/subscriptions/"}, "status": 429, "headers": {"Retry-After": "120"}, "times": 1}}]
            """;

    private static final String DOWN = """
            [{"method": "POST", "path": "/_sandbox/faults", "body": {"match": {"path": "^/subscriptions/"}, "status": 503}}]
            """;
    private static final String UP = """
            [{"method": "DELETE", "path": "/_sandbox/faults", "body": {}}]
            """;
    private static final String LABELS = """
            [{"method": "PATCH", "path": "/_sandbox/sentinel/incidents/%s",
              "body": {"properties": {"labels": [{"labelName": "x"}, {"labelName": "y"}]}}}]
            """;
    private static final String UNKNOWN = "11111111-1111-1111-1111-111111111111";

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private RunningBridge bridge;
    private StandIn sentinel;

    @AfterEach
    void stop() {
        bridge.close();
    }

    @Test
    void withALockedStoreNothingIsToldAndNothingHalfDone() throws Exception {
        start("queue");
        assertThat(push("c-0").statusCode()).isEqualTo(200);
        try (var lock = DriverManager.getConnection(bridge.storeUrl()); var statement = lock.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            // right after a write a push may be told before anybody notices; it is refused all the same
            assertThat(push("c-0").statusCode()).isEqualTo(503);

            var refused = push("c-1");

            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(message(refused)).startsWith("The case cannot be kept now. The store cannot be written");
            assertThat(refused.headers().firstValue("Retry-After")).contains("30");
            statement.execute("ROLLBACK");
        }
        assertThat(incidents()).hasSize(1);
        assertThat(bridge.parked()).isEmpty();
        assertThat(push("c-1").statusCode()).isEqualTo(200);
        assertThat(incidents()).hasSize(2);
    }

    @Test
    void aStoreThatIsLockedOnceSentinelHasRefusedIsTold() throws Exception {
        start("queue");
        sentinel.perform(SLOW_AND_DOWN);
        var answer = CompletableFuture.supplyAsync(() -> push("c-1"));
        await().until(() -> sentinel.state().at("/sentinel/counts").size() > 0);
        try (var lock = DriverManager.getConnection(bridge.storeUrl()); var statement = lock.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");

            assertThat(answer.get().statusCode()).isEqualTo(503);
            assertThat(message(answer.get())).startsWith("The case cannot be kept now");
            statement.execute("ROLLBACK");
        }
        assertThat(bridge.waiting()).isZero();
    }

    @Test
    void whoDoesNotWantToWaitIsRefusedWithoutAskingSentinelAgain() throws Exception {
        start("refuse");
        sentinel.perform(THROTTLED);
        var first = push("c-1");
        var calls = sentinel.state().at("/sentinel/counts");

        var second = push("c-2");

        assertThat(first.statusCode()).isEqualTo(503);
        assertThat(message(second)).startsWith("Sentinel cannot take this now (Azure answered 429");
        assertThat(second.statusCode()).isEqualTo(503);
        assertThat(second.headers().firstValueAsLong("Retry-After").orElseThrow()).isBetween(60L, 120L);
        assertThat(sentinel.state().at("/sentinel/counts")).isEqualTo(calls);
        assertThat(bridge.parked()).extracting(ParkedMessage::caseId).containsExactlyInAnyOrder("c-1", "c-2");
        assertThat(bridge.waiting()).isZero();
    }

    @Test
    void whoDoesNotWantToWaitIsServedAsSoonAsSentinelIsBack() throws Exception {
        start("refuse");
        sentinel.perform(DOWN);
        for (var i = 0; i < 3; i++) {
            assertThat(push("c-1").statusCode()).isEqualTo(503);
        }
        sentinel.perform(UP);

        assertThat(push("c-1").statusCode()).isEqualTo(200);
    }

    @Test
    void anIncidentThatIsUnknownOnceSentinelIsBackHoldsNothingUp() throws Exception {
        start("queue");
        sentinel.perform(DOWN);
        assertThat(update(UNKNOWN, "[]").statusCode()).as("nobody can know").isEqualTo(200);
        assertThat(bridge.waiting()).isEqualTo(1);

        sentinel.perform(UP);

        await().atMost(Duration.ofSeconds(20)).until(() -> bridge.waiting() == 0);
        assertThat(bridge.parked()).singleElement().satisfies(parked -> {
            assertThat(parked.incidentId()).isEqualTo(UNKNOWN);
            assertThat(parked.flow()).isEqualTo("case-webhook");
        });
        assertThat(update(UNKNOWN, "[]").statusCode()).as("nothing is in trouble").isEqualTo(404);
    }

    @Test
    void anIncidentThatWasDeletedWhileItsCaseWaitedIsMadeAgainAndThatIsTold() throws Exception {
        start("queue");
        var id = JSON.readTree(push("c-1").body()).path("sentinel_incident_id").asText();
        sentinel.perform(DOWN);
        assertThat(update(id, "[]").statusCode()).isEqualTo(200);

        sentinel.reset(); // without the incident, and without the fault

        await().atMost(Duration.ofSeconds(20)).until(() -> bridge.waiting() == 0);
        assertThat(incidents()).singleElement().satisfies(incident -> assertThat(incident.path("name").asText()).isNotEqualTo(id));
        assertThat(message(update(id, "[]"))).contains("had been deleted in Sentinel, and was made again");
        assertThat(JSON.readTree(update(id, "[]").body()).path("message").isMissingNode()).as("told once").isTrue();
    }

    @Test
    void aLabelOfAnAnalystStaysWhenATagOfThatNameComesAndGoes() throws Exception {
        start("queue");
        var id = JSON.readTree(push("c-1").body()).path("sentinel_incident_id").asText();
        update(id, "[\"x\"]");
        sentinel.perform(LABELS.formatted(id));
        update(id, "[\"x\", \"y\"]");

        update(id, "[]");

        assertThat(incidents().get(0).path("labels")).extracting(JsonNode::asText).contains("y").doesNotContain("x");
    }

    private HttpResponse<String> update(String id, String tags) {
        return send("""
                {"action": "update-incident", "case_title": "T", "case_severity": "low", "case_status": "open",
                 "case_description": "D", "case_tags": %s, "sentinel_incident_id": "%s"}
                """.formatted(tags, id));
    }

    private void start(String whenBusy) throws IOException {
        bridge = new RunningBridge("cases.when-busy", whenBusy);
        sentinel = new StandIn(http, bridge.sandboxUrl());
    }

    private JsonNode incidents() throws IOException, InterruptedException {
        return StandIn.incidents(sentinel.state());
    }

    private HttpResponse<String> push(String id) {
        return send("""
                {"action": "create-incident", "case_id": "%s", "case_title": "T", "case_severity": "low", "case_status": "open",
                 "case_description": "D", "case_tags": [], "elastic_url_base": "/app/security/cases/"}
                """.formatted(id));
    }

    private HttpResponse<String> send(String body) {
        var request = HttpRequest.newBuilder(URI.create(bridge.url() + "/cases?sig=" + RunningBridge.KEY));
        return http.sendAsync(request.POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString()).join();
    }

    private static String message(HttpResponse<String> answer) throws IOException {
        return JSON.readTree(answer.body()).path("message").asText();
    }
}
