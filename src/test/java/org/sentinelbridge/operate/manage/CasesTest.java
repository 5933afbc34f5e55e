package org.sentinelbridge.operate.manage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cases that wait for Sentinel in a running bridge, as people see them: in the API, in health, in metrics and on the command line. */
class CasesTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    static Path folder;

    private static ManagedBridge bridge;
    private static Path keyFile;

    @BeforeAll
    static void start() throws IOException {
        bridge = new ManagedBridge(folder, Map.of());
        keyFile = Files.writeString(folder.resolve("key"), ManagedBridge.KEY);
    }

    @AfterAll
    static void stop() {
        bridge.close();
    }

    @AfterEach
    void letAllBeWritten() {
        bridge.undisturb();
        bridge.get("/manage/cases").path("cases").forEach(line -> retry(line.path("incident_id").asText()));
        bridge.sql("UPDATE budgets SET paused_until = 0, learned_at = 0");
        cases(now -> now.path("waiting").asInt() == 0);
    }

    @Test
    void whatWaitsIsShownWithItsTimeUntilItIsWritten() {
        var incident = push("create-incident", "case-1", "").path("sentinel_incident_id").asText();
        bridge.disturb("{\"match\":{\"method\":\"PUT\"},\"status\":429,\"headers\":{\"Retry-After\":\"600\"}}");
        var queued = push("update-incident", "case-1", incident);
        assertThat(queued.path("status").asText()).as(queued.toString()).isEqualTo("queued");
        bridge.webhook("/cases", "{\"action\":\"add-comment-to-incident\",\"case_comment\":\"look\",\"sentinel_incident_id\":\"" + incident + "\"}");

        var shown = cases(now -> now.path("waiting").asInt() == 1);
        assertThat(shown.path("in_trouble").asInt()).isZero();
        assertThat(shown.path("paused_by").asText()).contains("429");
        assertThat(Instant.parse(shown.path("paused_until").asText())).isAfter(Instant.now().plusSeconds(500));
        assertThat(Instant.parse(shown.path("expected_end").asText())).isAfter(Instant.now().plusSeconds(500));
        var line = shown.path("cases").get(0);
        assertThat(line.path("case_id").asText()).isEqualTo("case-1");
        assertThat(line.path("incident_id").asText()).isEqualTo(incident);
        assertThat(line.path("state").asBoolean()).isTrue();
        assertThat(line.path("comments").asInt()).isEqualTo(1);
        assertThat(Instant.parse(line.path("since").asText())).isBefore(Instant.now());
        assertThat(Instant.parse(line.path("expected").asText())).isAfter(Instant.now().plusSeconds(500));
        assertThat(line.path("trouble").asText()).isEmpty();
        assertThat(health().path("status").asText()).isEqualTo("UP");
        assertThat(metric("bridge_cases_waiting")).isEqualTo(1);
        assertThat(metric("bridge_cases_drain_seconds")).isGreaterThan(500);
        await().atMost(SOON).until(() -> sentinel().path("backlog").asInt() == 2);

        var table = command("cases");
        assertThat(table.code()).isZero();
        assertThat(table.out()).contains("case-1", incident, "Nothing is tried before", "429", "1 waiting, 0 of them for a person");
        assertThat(ManagedBridge.json(command("cases", "--json").out()).path("waiting").asInt()).isEqualTo(1);
        assertThat(retry(incident).path("message").asText()).startsWith("It is tried at 20").contains("429");
    }

    @Test
    void aCaseInTroubleSaysWhatToDoAndIsTriedWhenAPersonHasDoneIt() {
        var incident = push("create-incident", "case-2", "").path("sentinel_incident_id").asText();
        bridge.disturb("{\"match\":{\"method\":\"PUT\"},\"status\":503}");
        assertThat(push("update-incident", "case-2", incident).path("status").asText()).isEqualTo("queued");
        bridge.undisturb();
        bridge.disturb("{\"role\":false}");

        var line = cases(now -> now.path("in_trouble").asInt() == 1).path("cases").get(0);
        assertThat(line.path("case_id").asText()).isEqualTo("case-2");
        assertThat(line.path("trouble").asText()).contains("Microsoft Sentinel Responder");
        assertThat(Instant.parse(line.path("trouble_since").asText())).isBefore(Instant.now());
        assertThat(line.path("expected").asText()).isEmpty();
        var health = health();
        assertThat(health.path("status").asText()).isEqualTo("DOWN");
        assertThat(health.path("message").asText()).startsWith("1 case cannot be written to Sentinel, since 20").contains("Responder");
        assertThat(sentinel().path("state").asText()).isEqualTo("fail");
        assertThat(command("cases").code()).as("something needs a person").isEqualTo(1);

        bridge.sql("UPDATE conversations SET next_at = " + Instant.now().plusSeconds(600).toEpochMilli() + " WHERE trouble <> ''");
        bridge.undisturb();
        assertThat(retry(incident).path("message").asText()).isNotEmpty();
        await().atMost(SOON).until(() -> bridge.get("/manage/cases").path("cases").isEmpty());
        await().atMost(SOON).until(() -> health().path("status").asText().equals("UP"));
    }

    @Test
    void whatDoesNotWaitCannotBeTried() {
        var answer = bridge.post("/manage/cases/no-such-incident/retry", "{}");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(ManagedBridge.json(answer.body()).path("message").asText()).contains("no-such-incident");
        for (var limit : List.of("0", "201", "many")) {
            assertThat(bridge.send(bridge.request("/manage/cases?limit=" + limit)).statusCode()).as(limit).isEqualTo(400);
        }
    }

    private static JsonNode push(String action, String id, String incident) {
        return bridge.webhook("/cases", """
                {"action": "%s", "case_id": "%s", "case_title": "A case %s", "case_severity": "high", "case_status": "open",
                "case_description": "", "case_tags": [], "elastic_url_base": "/app/security/cases/", "sentinel_incident_id": "%s"}"""
                .formatted(action, id, Instant.now(), incident).replace(", \"sentinel_incident_id\": \"\"", ""));
    }

    private static CommandsTest.Result command(String... arguments) {
        return CommandsTest.run(List.of("--url=" + bridge.url(), "--key-file=" + keyFile), arguments);
    }

    private static JsonNode retry(String incident) {
        return ManagedBridge.json(bridge.post("/manage/cases/" + incident + "/retry", "{}").body());
    }

    /** The counts are some seconds old at the most. */
    private static JsonNode cases(Predicate<JsonNode> wanted) {
        return await().atMost(SOON).until(() -> bridge.get("/manage/cases"), wanted);
    }

    private static JsonNode health() {
        var checks = ManagedBridge.json(bridge.send(bridge.request("/observe/health?data=true")).body()).path("checks");
        for (var check : checks) {
            if (check.path("name").asText().equals("cases")) {
                return check;
            }
        }
        throw new AssertionError("no check of cases: " + checks);
    }

    private static JsonNode sentinel() {
        var sentinel = bridge.get("/manage/connections").path("connections").get(0);
        assertThat(sentinel.path("name").asText()).isEqualTo("Microsoft Sentinel");
        return sentinel;
    }

    private static double metric(String name) {
        var lines = bridge.send(bridge.request("/observe/metrics")).body().lines();
        return Double.parseDouble(lines.filter(line -> line.startsWith(name + " ")).findFirst().orElseThrow().split(" ")[1]);
    }
}
