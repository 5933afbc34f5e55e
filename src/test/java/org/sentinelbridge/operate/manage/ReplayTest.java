package org.sentinelbridge.operate.manage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sentinelbridge.component.parked.ParkedMessage;
import org.sentinelbridge.component.parked.Received;

/** What is parked is replayed, whatever flow it came from, and is gone only when it has arrived. */
class ReplayTest {

    private static final String NO_ROLE = "{\"role\":false}";

    @TempDir
    static Path folder;

    private static ManagedBridge bridge;

    @BeforeAll
    static void start() {
        bridge = new ManagedBridge(folder, Map.of());
    }

    @AfterAll
    static void stop() {
        bridge.close();
    }

    @AfterEach
    void tidyUp() {
        bridge.undisturb();
        bridge.post("/manage/parked/discard", "{\"reason\": \"the test is over\"}");
        await().atMost(Duration.ofSeconds(90)).until(() -> bridge.get("/manage/cases").path("paused_until").asText().isEmpty());
    }

    @Test
    void aCaseArrivesAfterAll() {
        var id = parkedCase("case-1");
        var detail = bridge.get("/manage/parked/" + id);
        assertThat(detail.path("flow").asText()).isEqualTo("case-webhook");
        assertThat(detail.path("cause").asText()).contains("403");
        assertThat(ManagedBridge.json(detail.path("body").asText()).path("case_id").asText()).isEqualTo("case-1");

        bridge.undisturb();
        var replayed = replay(id, "{}");

        assertThat(replayed.path("outcome").asText()).isEqualTo("delivered");
        assertThat(replayed.path("message").asText()).contains("Sentinel has it, as incident " + incident("case-1").path("name").asText());
        assertThat(bridge.send(bridge.request("/manage/parked/" + id)).statusCode()).isEqualTo(404);
        var run = run(replayed);
        assertThat(run.path("action").asText()).isEqualTo("create-incident");
        assertThat(run.path("outcome").asText()).isEqualTo("delivered");
        assertThat(run.path("case_id").asText()).isEqualTo("case-1");
    }

    @Test
    void whatFailsStaysWithItsNewCause() {
        var id = parkedCase("case-2");
        var before = bridge.get("/manage/parked/" + id);
        bridge.undisturb();
        bridge.disturb("{\"match\":{\"method\":\"PUT\"},\"status\":400,\"body\":{\"error\":{\"code\":\"BadRequest\",\"message\":\"not this title\"}}}");

        var replayed = replay(id, "{}");

        assertThat(replayed.path("outcome").asText()).isEqualTo("parked");
        assertThat(replayed.path("message").asText()).contains("not this title");
        var after = bridge.get("/manage/parked/" + id);
        assertThat(after.path("cause").asText()).contains("not this title");
        assertThat(after.path("attempts").asInt()).isEqualTo(before.path("attempts").asInt() + 1);
        assertThat(after.path("run_id")).isEqualTo(replayed.path("run_id"));
        assertThat(after.path("parked_at")).isEqualTo(before.path("parked_at"));
        assertThat(after.path("body")).isEqualTo(before.path("body"));
        assertThat(after.path("replays").findValuesAsText("message")).singleElement().asString().contains("not this title");
        assertThat(ids(bridge.get("/manage/parked"))).as("and no second one").containsExactly(id);
        var run = run(replayed);
        assertThat(run.path("outcome").asText()).isEqualTo("parked");
        assertThat(run.path("cause").asText()).contains("not this title");
        assertThat(run.path("parked_ids").get(0).asText()).isEqualTo(id);
        assertThat(run.path("steps").findValuesAsText("step")).contains("incident-api-create", "call-sentinel-send");

        bridge.undisturb();
        assertThat(replay(id, "{}").path("outcome").asText()).isEqualTo("delivered");
    }

    @Test
    void aPersonMaySendAnotherBody() {
        var id = parkedCase("case-3");
        bridge.undisturb();
        var edited = bridge.get("/manage/parked/" + id).path("body").asText().replace("A case", "A better title");

        var wrong = replay(id, "{\"body\": \"{\\\"action\\\": \\\"create\\\"}\"}");
        assertThat(wrong.path("outcome").asText()).isEqualTo("parked");
        assertThat(wrong.path("message").asText()).contains("action");
        assertThat(run(wrong).path("outcome").asText()).isEqualTo("refused");

        replay(id, "{\"body\": " + new TextNode(edited) + "}");
        assertThat(incident("case-3").path("properties").path("title").asText()).isEqualTo("A better title");
    }

    @Test
    void whatIsSupersededIsRefusedWithThatWord() {
        var id = parkedCase("case-superseded");
        var run = bridge.get("/manage/parked/" + id).path("run_id").asText();
        bridge.undisturb();
        bridge.sql("INSERT INTO superseded (id, by_run, superseded_at) VALUES ('" + id + "', 'RUN-NEWER', 1)");
        bridge.sql("DELETE FROM parked WHERE id = '" + id + "'");
        var refusal = "superseded by run RUN-NEWER; nothing to do";

        for (var how : List.of("/replay", "/discard")) {
            var answer = bridge.post("/manage/parked/" + id + how, "{\"reason\": \"too late\"}");
            assertThat(answer.statusCode()).isEqualTo(409);
            assertThat(ManagedBridge.json(answer.body()).path("message").asText()).isEqualTo(refusal);
        }
        var detail = bridge.send(bridge.request("/manage/parked/" + id));
        assertThat(detail.statusCode()).isEqualTo(404);
        assertThat(detail.body()).contains("superseded by run RUN-NEWER");
        var ids = "{\"ids\": [\"" + id + "\"], \"reason\": \"too late\"}";
        var many = lines(bridge.post("/manage/parked/replay", ids).body());
        assertThat(many.get(0).path("message").asText()).isEqualTo(refusal);
        assertThat(many.get(0).path("outcome").asText()).isEqualTo("superseded");
        assertThat(many.get(1).path("superseded").asInt()).isEqualTo(1);
        assertThat(ManagedBridge.json(bridge.post("/manage/parked/discard", ids).body()))
                .isEqualTo(ManagedBridge.json("{\"discarded\":0,\"left\":0,\"superseded\":[{\"id\":\"" + id + "\",\"message\":\"" + refusal + "\"}]}"));
        await().atMost(Duration.ofSeconds(10)).until(() -> bridge.send(bridge.request("/manage/runs/" + run)).statusCode() == 200);
        var parkedRun = bridge.get("/manage/runs/" + run);
        assertThat(parkedRun.path("outcome").asText()).isEqualTo("superseded");
        assertThat(parkedRun.path("superseded_by").asText()).isEqualTo("RUN-NEWER");
        assertThat(parkedRun.path("cause").asText()).startsWith("Superseded by run RUN-NEWER; nothing to do. It was parked because: ");
        assertThat(bridge.get("/manage/runs?outcome=superseded&case=case-superseded").path("runs").findValuesAsText("run_id")).containsExactly(run);
    }

    @Test
    void twoAtOnceSendItOnce() {
        var id = parkedCase("case-4");
        bridge.undisturb();
        bridge.disturb("{\"match\":{\"method\":\"PUT\"},\"delay_ms\":1000}");

        var both = Stream.generate(() -> bridge.http().sendAsync(bridge.posting("/manage/parked/" + id + "/replay", "{}").build(), BodyHandlers.ofString()))
                .limit(2)
                .toList()
                .stream()
                .map(future -> future.join().statusCode())
                .sorted()
                .toList();

        assertThat(both).containsExactly(200, 409);
    }

    @Test
    void whileItIsReplayedNobodyDiscardsIt() {
        var id = parkedCase("case-5");
        bridge.undisturb();
        bridge.disturb("{\"match\":{\"method\":\"PUT\"},\"delay_ms\":1000}");
        var replay = bridge.http().sendAsync(bridge.posting("/manage/parked/" + id + "/replay", "{}").build(), BodyHandlers.ofString());
        await().until(() -> bridge.post("/manage/parked/" + id + "/discard", "{\"reason\": \"\"}").statusCode() == 400);
        var statuses = Stream.generate(() -> bridge.post("/manage/parked/" + id + "/replay", "{}").statusCode()).limit(1).toList();
        assertThat(statuses).containsExactly(409);
        assertThat(bridge.post("/manage/parked/" + id + "/discard", "{\"reason\": \"too late\"}").statusCode()).isEqualTo(409);
        assertThat(replay.join().statusCode()).isEqualTo(200);
    }

    @Test
    void messagesOfOneIncidentKeepTheirOrder() {
        var first = parkedCase("case-6");
        var second = parkedComment("case-6");
        var other = parkedCase("case-7");
        bridge.undisturb();

        var alone = lines(bridge.post("/manage/parked/replay", "{\"ids\": [\"" + second + "\"]}").body());
        assertThat(alone.get(0).path("outcome").asText()).isEqualTo("parked");
        assertThat(alone.get(0).path("message").asText()).contains("older", first);
        assertThat(alone.get(1).path("done").asInt()).isEqualTo(1);

        var all = lines(bridge.post("/manage/parked/replay", "{\"flow\": \"case-webhook\"}").body());
        assertThat(all.stream().limit(3).map(line -> line.path("id").asText())).containsExactly(first, second, other);
        assertThat(all.stream().limit(3).map(line -> line.path("outcome").asText())).containsOnly("delivered");
        assertThat(all.get(3)).isEqualTo(ManagedBridge.json("{\"done\":3,\"delivered\":3,\"queued\":0,\"parked\":0,\"superseded\":0,\"failed\":0,\"not_tried\":0}"));
    }

    @Test
    void whenOneFailsLaterOnesOfItsIncidentWait() {
        var first = parkedCase("case-10");
        var second = parkedComment("case-10");
        var other = parkedCase("case-11");
        bridge.undisturb();
        bridge.disturb("{\"match\":{\"method\":\"PUT\"},\"times\":1,\"status\":400,\"body\":{\"error\":{\"code\":\"BadRequest\",\"message\":\"not this one\"}}}");

        var all = lines(bridge.post("/manage/parked/replay", "{}").body());

        assertThat(all.get(0).path("message").asText()).contains("not this one");
        assertThat(all.get(1).path("message").asText()).startsWith("Not tried").contains("older", first);
        assertThat(all.get(2).path("outcome").asText()).as("one of another incident").isEqualTo("delivered");
        assertThat(ids(bridge.get("/manage/parked"))).containsExactly(second, first);
        assertThat(bridge.get("/manage/parked/" + second).path("attempts").asInt()).as("it was not sent").isEqualTo(1);
        assertThat(all.get(2).path("id").asText()).isEqualTo(other);
    }

    @Test
    void whatIsReplayedWhileSentinelIsDownWaitsForIt() {
        var names = List.of("a", "b", "c", "d", "e");
        names.forEach(name -> parkedCase("case-down-" + name));
        bridge.undisturb();
        bridge.disturb("{\"match\":{\"method\":\"PUT\"},\"status\":503}");

        var all = lines(bridge.post("/manage/parked/replay", "{}").body());

        assertThat(all.get(5).path("queued").asInt()).isEqualTo(5);
        assertThat(all.get(0).path("message").asText()).contains("waits for Sentinel");
        assertThat(bridge.get("/manage/parked").path("total").asInt()).isZero();
        bridge.undisturb();
        await().atMost(Duration.ofSeconds(60)).until(() -> names.stream().allMatch(name -> isThere("case-down-" + name)));
        await().atMost(Duration.ofSeconds(20)).until(() -> bridge.get("/manage/cases").path("waiting").asInt() == 0);
    }

    @Test
    void aMessageThatIsRefusedForWhatItIsHoldsNoOtherUp() {
        var cases = Stream.of("a", "b", "c", "d", "e").map(name -> parkedCase("case-spoilt-" + name)).toList();
        bridge.undisturb();
        bridge.disturb("{\"match\":{\"method\":\"PUT\"},\"status\":400}");

        var all = lines(bridge.post("/manage/parked/replay", "{}").body());

        assertThat(all).hasSize(cases.size() + 1);
        assertThat(all.get(5).path("not_tried").asInt()).isZero();
    }

    @Test
    void whoNamesTheNewerOneAloneIsTold() {
        var made = parkedCase("case-8");
        bridge.undisturb();
        replay(made, "{}");
        var first = parkedCase("case-8");
        var second = parkedComment("case-8");
        bridge.undisturb();
        assertThat(bridge.get("/manage/parked/" + second).path("older").get(0).asText()).isEqualTo(first);

        var replayed = replay(second, "{}");

        assertThat(replayed.path("outcome").asText()).isEqualTo("delivered");
        assertThat(replayed.path("message").asText()).contains("Older messages", first);
    }

    @Test
    void closingTheConnectionStopsItBetweenTwoMessages() throws Exception {
        for (var i = 0; i < 5; i++) {
            parkedCase("case-stop-" + i);
        }
        bridge.undisturb();
        bridge.disturb("{\"match\":{\"method\":\"PUT\"},\"delay_ms\":500}");

        var answer = bridge.http().send(bridge.posting("/manage/parked/replay", "{}").build(), BodyHandlers.ofInputStream());
        try (var reader = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            assertThat(reader.readLine()).contains("delivered");
        }

        await().during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(10)).until(() ->
                bridge.get("/manage/parked").path("total").asInt() >= 2);
        assertThat(replay(ids(bridge.get("/manage/parked")).get(0), "{}").path("outcome").asText()).as("none is held").isEqualTo("delivered");
    }

    @Test
    void anAlertGoesIntoTheOutboxAgain() {
        bridge.disturb("{\"reject_rows_with\":\"spoilt-alert\"}");
        bridge.webhook("/alerts", "{\"alerts\": [{\"kibana.alert.uuid\": \"spoilt-alert\", \"message\": \"m\"}]}");
        var id = await().atMost(Duration.ofSeconds(20)).until(() -> ids(bridge.get("/manage/parked?flow=alert-delivery")), list -> list.size() == 1).get(0);
        bridge.disturb("{\"reject_rows_with\":null}");

        var replayed = replay(id, "{}");

        assertThat(replayed.path("outcome").asText()).isEqualTo("queued");
        await().atMost(Duration.ofSeconds(20)).until(() ->
                bridge.sandbox("GET", "/_sandbox/log-analytics/ElasticSecurityAlerts_CL/uuids", "").path("spoilt-alert").asInt() == 1);
        assertThat(bridge.get("/manage/parked").path("total").asInt()).isZero();
    }

    @Test
    void aBodyThatCannotBeReadNeedsAPerson() {
        bridge.webhook("/alerts", "{\"alerts\": [{\"kibana.alert.uuid\": \"broken-off\", \"mess");
        var id = ids(bridge.get("/manage/parked?flow=alert-webhook")).get(0);

        assertThat(replay(id, "{}").path("outcome").asText()).as("as it is").isEqualTo("parked");
        var mended = replay(id, "{\"body\": \"{\\\"alerts\\\": [{\\\"kibana.alert.uuid\\\": \\\"broken-off\\\"}]}\"}");

        assertThat(mended.path("outcome").asText()).isEqualTo("queued");
        assertThat(mended.path("message").asText()).contains("1 alerts");
        await().atMost(Duration.ofSeconds(20)).until(() ->
                bridge.sandbox("GET", "/_sandbox/log-analytics/ElasticSecurityAlerts_CL/uuids", "").path("broken-off").asInt() == 1);
    }

    @Test
    void aRecordKeepsItsStreamAndItsOrigin() {
        var record = """
                {"name": "11111111-2222-3333-4444-555555555555", "id": "/subscriptions/s/x", "kind": "SecurityAlert",
                 "properties": {"systemAlertId": "replayed-alert", "alertDisplayName": "Kept", "severity": "High",
                 "timeGenerated": "2026-01-02T03:04:05Z"}}""";
        bridge.park(message("sentinel-incidents", "index-documents-send", record, "{\"stream\":\"ALERT\",\"origin\":{}}"));
        bridge.park(message("sentinel-events", "index-documents-send",
                "{\"TimeGenerated\": \"2026-01-02T03:04:05.123Z\", \"Type\": \"SigninLogs\", \"UserPrincipalName\": \"replayed@corp.example\"}",
                "{\"stream\":\"EVENT\",\"origin\":{\"eventhub\":\"the-hub\",\"sequence_number\":42}}"));

        var results = lines(bridge.post("/manage/parked/replay", "{\"step\": \"index-documents-send\"}").body());

        assertThat(results).hasSize(3);
        assertThat(results.stream().limit(2).map(line -> line.path("outcome").asText())).as(results.toString()).containsOnly("delivered");
        var documents = bridge.sandbox("GET", "/elasticsearch/logs-*/_search?size=100", "").path("hits").path("hits").toString();
        assertThat(documents).contains("logs-microsoft_sentinel.alert-default", "replayed@corp.example", "the-hub");
    }

    @Test
    void anElasticsearchThatIsDownKeepsNobodyWaiting() {
        bridge.park(message("sentinel-events", "index-documents-send", "{\"TimeGenerated\": \"2026-01-02T03:04:05Z\", \"Type\": \"X\"}", ""));
        bridge.disturb("{\"match\":{\"path\":\"_bulk\"},\"status\":503}");

        var begin = System.nanoTime();
        var replayed = replay(ids(bridge.get("/manage/parked")).get(0), "{}");

        assertThat(replayed.path("outcome").asText()).isEqualTo("parked");
        assertThat(replayed.path("message").asText()).contains("503");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(15));
    }

    @Test
    void anIncidentIsReadOnceMore() {
        bridge.sandbox("PUT", "/_sandbox/sentinel/incidents/99999999-2222-3333-4444-555555555555", """
                {"properties": {"title": "Read once more", "severity": "High", "status": "New"},
                 "alerts": [{"name": "a-1", "kind": "SecurityAlert", "properties": {"systemAlertId": "of-the-incident", "severity": "High"}}]}""");
        bridge.park(new ParkedMessage(UUID.randomUUID().toString(), "run", "sentinel-incidents", "call-sentinel-send", "", "",
                "99999999-2222-3333-4444-555555555555", "404", 5, Instant.now(), Received.of("{\"name\": \"99999999-2222-3333-4444-555555555555\"}"), "text", "", "[]"));

        var replayed = replay(ids(bridge.get("/manage/parked?incident=99999999-2222-3333-4444-555555555555")).get(0), "{}");

        assertThat(replayed.path("outcome").asText()).as(replayed.toString()).isEqualTo("delivered");
        assertThat(replayed.path("message").asText()).contains("its alerts: 1");
        assertThat(bridge.sandbox("GET", "/elasticsearch/logs-*/_search?size=100", "").toString()).contains("of-the-incident");
    }

    @Test
    void discardingLeavesARunWithTheReason() {
        var id = parkedCase("case-9");

        assertThat(bridge.post("/manage/parked/" + id + "/discard", "{}").statusCode()).as("without a reason").isEqualTo(400);
        assertThat(bridge.post("/manage/parked/" + id + "/discard", "{\"reason\": \"a drill\"}").statusCode()).isEqualTo(200);

        assertThat(bridge.post("/manage/parked/" + id + "/discard", "{\"reason\": \"a drill\"}").statusCode()).isEqualTo(404);
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            var runs = bridge.get("/manage/runs?case=case-9&text=A+DRILL");
            assertThat(runs.path("runs")).singleElement().satisfies(run -> {
                assertThat(run.path("action").asText()).isEqualTo("discard");
                assertThat(run.path("cause").asText()).contains("with management.key", "a drill", "403");
            });
        });
    }

    @Test
    void aDiscardAndItsRunAreWrittenTogether() {
        var id = parkedCase("case-12");
        bridge.sql("ALTER TABLE runs RENAME TO runs_away");
        try {
            var failed = bridge.post("/manage/parked/" + id + "/discard", "{\"reason\": \"no run, no discard\"}");
            assertThat(failed.statusCode()).isEqualTo(503);
            assertThat(ManagedBridge.json(failed.body()).path("message").asText()).contains("store.url", "runs", "Nothing was changed");
            assertThat(ids(bridge.get("/manage/parked"))).containsExactly(id);
        } finally {
            bridge.sql("ALTER TABLE runs_away RENAME TO runs");
        }
    }

    @Test
    void onceADiscardIsAnsweredItsRunIsOnDisk() {
        for (var i = 0; i < 5; i++) {
            var id = parkedCase("case-at-once-" + i);
            bridge.post("/manage/parked/" + id + "/discard", "{\"reason\": \"at once\"}");
            assertThat(bridge.get("/manage/runs?text=at+once&case=case-at-once-" + i).path("runs")).as("without waiting").hasSize(1);
        }
    }

    @Test
    void aFlowThatNobodyReplaysSaysSo() {
        bridge.park(message("no-such-flow", "step", "{}", ""));
        var replayed = replay(ids(bridge.get("/manage/parked")).get(0), "{}");
        assertThat(replayed.path("outcome").asText()).isEqualTo("parked");
        assertThat(replayed.path("message").asText()).contains("no-such-flow", "off");
    }

    @Test
    void aLargeBodyIsShownWholeAndByteForByte() throws Exception {
        var text = "{\"a\":\"" + "ü\"\\\n€😀x".repeat(250_000) + "\"}";
        var noText = new byte[3_000_000];
        new Random(1).nextBytes(noText);
        noText[0] = (byte) 0xFF;
        bridge.park(new ParkedMessage("text", "run", "alert-webhook", "step", "", "", "", "why", 1, Instant.now(), Received.of(text), "text", "", "[]"));
        bridge.park(new ParkedMessage("bytes", "run", "alert-webhook", "step", "", "", "", "why", 1, Instant.now(), new Received(noText), "base64", "", "[]"));

        var shown = bridge.get("/manage/parked/text");
        assertThat(shown.path("body").asText()).isEqualTo(text);
        assertThat(shown.path("bytes").asLong()).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
        assertThat(bridge.get("/manage/parked/bytes").path("body").binaryValue()).isEqualTo(noText);
        assertThat(bridge.bytes("/manage/parked/text/body")).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
        assertThat(bridge.bytes("/manage/parked/bytes/body")).isEqualTo(noText);
        bridge.park(new ParkedMessage("empty", "run", "alert-webhook", "step", "", "", "", "why", 1, Instant.now(), Received.of(""), "text", "", "[]"));
        assertThat(bridge.bytes("/manage/parked/empty/body")).isEmpty();
        assertThat(bridge.get("/manage/parked/empty").path("body").asText("none")).isEmpty();
        for (var path : List.of("/manage/parked/none", "/manage/parked/none/body")) {
            var answer = bridge.send(bridge.request(path));
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body()).contains("No parked message");
        }
        var edited = bridge.post("/manage/parked/text/replay", "{\"body\":\"" + "x".repeat(4 * 1024 * 1024) + "\"}");
        assertThat(edited.statusCode()).isEqualTo(413);
        assertThat(edited.body()).contains("4 MB", "webhook");
    }

    @Test
    void listsHaveFiltersAndPages() {
        for (var i = 0; i < 5; i++) {
            bridge.park(new ParkedMessage("id-" + i, "run-" + i, "case-webhook", "step", "update-incident", "case-" + i, "", "50% _off_ ÄRGER", 1,
                    Instant.ofEpochMilli(1_000 + i / 2), Received.of("ü"), "text", "", "[]"));
        }
        var first = bridge.get("/manage/parked?limit=3");
        assertThat(ids(first)).containsExactly("id-4", "id-3", "id-2");
        assertThat(first.path("total").asInt()).isEqualTo(5);
        assertThat(first.path("parked").get(0).path("bytes").asInt()).as("bytes of ü").isEqualTo(2);
        var second = bridge.get("/manage/parked?limit=3&before=" + first.path("next").asText());
        assertThat(ids(second)).containsExactly("id-1", "id-0");
        assertThat(second.path("next").asText()).isEmpty();
        assertThat(ids(bridge.get("/manage/parked?text=RUN-3"))).containsExactly("id-3");
        assertThat(ids(bridge.get("/manage/parked?text=50%25+_OFF_"))).hasSize(5);
        assertThat(ids(bridge.get("/manage/parked?text=5_%25"))).isEmpty();
        assertThat(ids(bridge.get("/manage/parked?text=%C3%84RGER"))).hasSize(5);
        assertThat(ids(bridge.get("/manage/parked?case=case-2"))).containsExactly("id-2");
        assertThat(ids(bridge.get("/manage/parked?case=case-2'+OR+1=1--"))).isEmpty();
        for (var wrong : List.of("limit=0", "limit=x", "before=x", "limit=5&limit=6", "text=" + "x".repeat(600))) {
            assertThat(bridge.send(bridge.request("/manage/parked?" + wrong)).statusCode()).as(wrong).isEqualTo(400);
        }
    }

    private static ParkedMessage message(String flow, String step, String body, String origin) {
        return new ParkedMessage(
                UUID.randomUUID().toString(), "run-1", flow, step, "", "", "", "why", 1, Instant.now(), Received.of(body), "text", origin, "[]");
    }

    /** Has Sentinel refuse a case, which is parked therefore; it goes on refusing. */
    private static String parkedCase(String caseId) {
        bridge.disturb(NO_ROLE);
        var answer = bridge.webhook("/cases", """
                {"action":"create-incident","case_id":"%s","case_title":"A case","case_severity":"high","case_status":"open",
                "case_description":"Something happened","case_tags":["test"],"elastic_url_base":"/app/security/cases/"}""".formatted(caseId));
        var id = answer.path("parked_id").asText();
        assertThat(id).as(answer.toString()).isNotEmpty();
        return id;
    }

    /** Has Sentinel refuse a comment of a case whose push it has refused; its incident is made by a later replay. */
    private static String parkedComment(String caseId) {
        var incident = bridge.get("/manage/parked?case=" + caseId).path("parked").get(0).path("incident_id").asText();
        var answer = bridge.webhook("/cases", """
                {"action":"add-comment-to-incident","sentinel_incident_id":"%s","case_comment":"Something more"}""".formatted(incident));
        return answer.path("parked_id").asText();
    }

    private static boolean isThere(String caseId) {
        return bridge.sandbox("GET", "/_sandbox/state", "").toString().contains("elastic-case:" + caseId);
    }

    private static JsonNode replay(String id, String body) {
        var answer = bridge.post("/manage/parked/" + id + "/replay", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return ManagedBridge.json(answer.body());
    }

    private static JsonNode run(JsonNode replayed) {
        var path = "/manage/runs/" + replayed.path("run_id").asText();
        await().atMost(Duration.ofSeconds(10)).until(() -> bridge.send(bridge.request(path)).statusCode() == 200);
        var run = bridge.get(path);
        assertThat(run.path("flow").asText()).isEqualTo("replay");
        return run;
    }

    private static JsonNode incident(String caseId) {
        var incidents = bridge.sandbox("GET", "/_sandbox/state", "").path("sentinel").path("incidents");
        return StreamSupport.stream(incidents.spliterator(), false)
                .filter(incident -> incident.toString().contains("elastic-case:" + caseId + "\""))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> ids(JsonNode page) {
        return page.path("parked").findValuesAsText("id");
    }

    private static List<JsonNode> lines(String ndjson) {
        return ndjson.lines().map(ManagedBridge::json).toList();
    }
}
