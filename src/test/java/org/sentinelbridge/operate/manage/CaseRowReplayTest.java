package org.sentinelbridge.operate.manage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is on record of a case that goes over the alert rule, and how what Azure refuses of it is replayed. */
class CaseRowReplayTest {

    private static final Duration AT_MOST = Duration.ofSeconds(30);
    private static final String UNKNOWN = "22222222-2222-4333-8444-555555555555";

    @TempDir
    static Path folder;

    private static ManagedBridge bridge;

    @BeforeAll
    static void start() {
        bridge = new ManagedBridge(folder, Map.of("cases.to", "alert-rule"));
    }

    @AfterAll
    static void stop() {
        bridge.close();
    }

    @AfterEach
    void tidyUp() {
        bridge.undisturb();
        bridge.post("/manage/parked/discard", "{\"reason\": \"the test is over\"}");
    }

    @Test
    void theJournalSaysQueuedAndThenDelivered() {
        var incident = bridge.webhook("/cases", create("case-1", "On record")).path("sentinel_incident_id").asText();

        await().atMost(AT_MOST).untilAsserted(() -> {
            var pushed = bridge.get("/manage/runs?flow=case-webhook&case=case-1").path("runs");
            assertThat(pushed).singleElement().satisfies(run -> {
                assertThat(run.path("outcome").asText()).isEqualTo("queued");
                assertThat(run.path("action").asText()).isEqualTo("create-incident");
                assertThat(run.path("incident_id").asText()).isEqualTo(incident);
            });
            var sent = bridge.get("/manage/runs?flow=case-delivery&outcome=delivered").path("runs");
            assertThat(sent).isNotEmpty().allSatisfy(run -> assertThat(run.path("items").asInt()).isPositive());
        });
        assertThat(bridge.get("/manage/setup").path("flows").findValuesAsText("flow")).contains("case-webhook", "case-delivery");
        var metrics = bridge.send(bridge.requestWithoutKey("/observe/metrics")).body();
        assertThat(metrics).containsPattern("(?m)^bridge_outbox_.*outbox=\"cases\".* ");
    }

    @Test
    void aRowThatAzureRefusesIsParkedAndReplayed() {
        bridge.disturb("{\"reject_rows_with\":\"spoilt title\"}");
        bridge.webhook("/cases", create("case-2", "spoilt title"));
        var parked = await().atMost(AT_MOST).until(() -> bridge.get("/manage/parked?flow=case-delivery").path("parked"), list -> list.size() == 1).get(0);
        assertThat(parked.path("case_id").asText()).isEqualTo("case-2");
        assertThat(parked.path("incident_id").asText()).matches("[0-9a-f-]{36}");
        bridge.disturb("{\"reject_rows_with\":null}");
        var body = bridge.get("/manage/parked/" + parked.path("id").asText()).path("body").asText();
        var mended = body.replace("spoilt title", "mended title");

        replay(parked.path("id").asText(), "{\"body\": " + new TextNode(body.substring(0, 20)) + "}");
        var broken = await().atMost(AT_MOST).until(() -> bridge.get("/manage/parked?flow=case-delivery").path("parked"), list -> list.size() == 1).get(0);
        assertThat(broken.path("cause").asText()).contains("end-of-input");
        var replayed = replay(broken.path("id").asText(), "{\"body\": " + new TextNode(mended) + "}");

        assertThat(replayed.path("outcome").asText()).as(replayed.toString()).isEqualTo("queued");
        await().atMost(AT_MOST).untilAsserted(() -> assertThat(rows().findValuesAsText("CaseTitle")).contains("mended title"));
        assertThat(bridge.get("/manage/parked").path("total").asInt()).isZero();
    }

    @Test
    void aCommentOfAnUnknownCaseIsParkedAndReplayedOnceTheCaseIsKnown() {
        bridge.webhook("/cases", comment("came too early"));
        var parked = bridge.get("/manage/parked?flow=case-webhook").path("parked").get(0);
        assertThat(bridge.get("/manage/parked/" + parked.path("id").asText()).path("cause").asText()).contains(UNKNOWN);
        bridge.webhook("/cases", create("case-3", "known").replace("create-incident", "update-incident")
                .replace("{", "{\"sentinel_incident_id\":\"" + UNKNOWN + "\","));

        var replayed = replay(parked.path("id").asText(), "{}");

        assertThat(replayed.path("outcome").asText()).as(replayed.toString()).isEqualTo("queued");
        assertThat(replayed.path("message").asText()).contains("the analytics rule makes the incident");
        await().atMost(AT_MOST).untilAsserted(() -> assertThat(rows().findValuesAsText("Comment")).contains("came too early"));
    }

    private static JsonNode rows() {
        return bridge.sandbox("GET", "/_sandbox/log-analytics/ElasticSecurityCases_CL/rows", "");
    }

    private static JsonNode replay(String id, String body) {
        return ManagedBridge.json(bridge.post("/manage/parked/" + id + "/replay", body).body());
    }

    private static String create(String id, String title) {
        return """
                {"action":"create-incident","case_id":"%s","case_title":"%s","case_severity":"high","case_status":"open"}"""
                .formatted(id, title);
    }

    private static String comment(String text) {
        return "{\"action\":\"add-comment-to-incident\",\"sentinel_incident_id\":\"" + UNKNOWN + "\",\"case_comment\":\"" + text + "\"}";
    }
}
