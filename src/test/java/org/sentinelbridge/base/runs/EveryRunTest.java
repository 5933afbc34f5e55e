package org.sentinelbridge.base.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the journal says of each flow, as it went well or not. */
class EveryRunTest {

    @TempDir
    Path folder;

    private RecordedBridge bridge;

    @BeforeEach
    void start() {
        bridge = new RecordedBridge(folder, Map.of("incidents.interval", "1s", "incidents.attempts", "1"));
    }

    @AfterEach
    void stop() {
        bridge.close();
    }

    @Test
    void aCaseThatWasDeliveredIsFoundByItsCaseAndIncident() {
        var answer = bridge.post("/cases", create("case-1"));

        var incident = answer.path("sentinel_incident_id").asText();
        var run = bridge.awaitRun(one -> one.flow().equals("case-webhook"));
        assertThat(run.action()).isEqualTo("create-incident");
        assertThat(run.caseId()).isEqualTo("case-1");
        assertThat(run.incidentId()).isEqualTo(incident).isNotEmpty();
        assertThat(run.outcome()).isEqualTo(Outcome.DELIVERED);
        assertThat(run.status()).isEqualTo(200);
        assertThat(run.items()).isEqualTo(1);
        assertThat(run.cause()).isEmpty();
        assertThat(run.steps()).isEmpty();
    }

    @Test
    void aCaseThatAzureRefusesIsFoundByTheIdInTheAnswerWithItsStepsAndWhatWasParked() {
        bridge.sandbox("POST", "faults", "{\"match\": {\"method\": \"PUT\", \"path\": \"/incidents/\"}, \"status\": 403}");

        var answer = bridge.post("/cases", create("case-2"));

        var run = bridge.awaitRun(answer.path("run_id").asText());
        assertThat(run.outcome()).isEqualTo(Outcome.PARKED);
        assertThat(run.status()).isEqualTo(502);
        assertThat(run.caseId()).isEqualTo("case-2");
        assertThat(run.failedStep()).isEqualTo("call-sentinel-read-answer");
        assertThat(run.cause()).isEqualTo(answer.path("message").asText()).contains("Microsoft Sentinel Responder");
        assertThat(run.parkedIds()).containsExactly(answer.path("parked_id").asText());
        assertThat(run.steps()).extracting(Step::step)
                .contains("case-request-read-action", "incident-api-identify", "call-sentinel-send");
        assertThat(run.steps()).allSatisfy(step -> assertThat(step.atMs() + step.ms()).isLessThanOrEqualTo(run.ms() + 1));
    }

    @Test
    void aRequestThatCanNeverBeRightIsRefused() {
        var answer = bridge.post("/cases", "{\"action\": \"fly\"}");

        var run = bridge.awaitRun(answer.path("run_id").asText());
        assertThat(run.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(run.status()).isEqualTo(400);
        assertThat(run.cause()).isEqualTo(answer.path("message").asText());
        assertThat(run.parkedIds()).isEmpty();
    }

    @Test
    void whoHasNoKeyIsOnRecordToo() {
        assertThat(bridge.postWithoutKey("/alerts")).isEqualTo(401);

        var run = bridge.awaitRun(one -> one.status() == 401);
        assertThat(run.flow()).isEqualTo("alert-webhook");
        assertThat(run.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(run.cause()).contains("webhook.key");
    }

    @Test
    void whatTheStoreCannotTakeHasFailed() {
        bridge.close();
        bridge = new RecordedBridge(folder, Map.of("outbox.max-messages", "2", "incidents.enabled", "false"));
        bridge.sandbox("POST", "faults", "{\"match\": {\"path\": \"/dataCollectionRules/\"}, \"status\": 503}");
        bridge.post("/alerts", alerts(2));

        var answer = bridge.post("/alerts", alerts(1));

        var run = bridge.awaitRun(answer.path("run_id").asText());
        assertThat(run.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(run.status()).isEqualTo(503);
        assertThat(run.failedStep()).isEqualTo("alert-webhook-make-durable");
        assertThat(run.cause()).isEqualTo(answer.path("message").asText());
    }

    @Test
    void alertsAreQueuedByOneRunAndDeliveredByAnother() {
        var answer = bridge.post("/alerts", alerts(3));

        var queued = bridge.awaitRun(answer.path("run_id").asText());
        assertThat(queued.flow()).isEqualTo("alert-webhook");
        assertThat(queued.outcome()).isEqualTo(Outcome.QUEUED);
        assertThat(queued.status()).isEqualTo(202);
        assertThat(queued.items()).isEqualTo(3);
        var delivered = bridge.awaitRun(run -> run.flow().equals("alert-delivery"));
        assertThat(delivered.outcome()).isEqualTo(Outcome.DELIVERED);
        assertThat(delivered.items()).isEqualTo(3);
        assertThat(delivered.status()).isZero();
    }

    @Test
    void aDeliveryThatFailsSaysAtWhichStepThoughItHappenedInAPartOfIt() {
        bridge.sandbox("POST", "faults", "{\"match\": {\"path\": \"/dataCollectionRules/\"}, \"status\": 403}");
        bridge.post("/alerts", alerts(2));

        var run = bridge.awaitRun(one -> one.flow().equals("alert-delivery"));
        assertThat(run.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(run.failedStep()).isEqualTo("logs-ingestion-read-answer");
        assertThat(run.cause()).contains("Monitoring Metrics Publisher").contains("RoleMissing");
        assertThat(run.steps()).extracting(Step::step).contains("alert-delivery-to-rows", "logs-ingestion-send");
    }

    @Test
    void aDeliveryOfWhichSomethingWasParkedNamesIt() {
        bridge.sandbox("POST", "faults", "{\"match\": {\"path\": \"/dataCollectionRules/\"}, \"status\": 400, \"times\": 1}");
        bridge.post("/alerts", alerts(1));

        var run = bridge.awaitRun(one -> one.flow().equals("alert-delivery"));
        assertThat(run.outcome()).isEqualTo(Outcome.PARKED);
        assertThat(run.parkedIds()).hasSize(1);
        assertThat(run.failedStep()).isEqualTo("logs-ingestion-send");
        assertThat(run.cause()).isNotEmpty();
    }

    @Test
    void aPollTellsHowManyIncidentsItBroughtAndATickOfTheClockIsNoRun() {
        var poll = bridge.awaitRun(run -> run.flow().equals("sentinel-incidents"));
        assertThat(poll.outcome()).isEqualTo(Outcome.DELIVERED);
        var name = UUID.randomUUID();
        bridge.sandbox("PUT", "sentinel/incidents/" + name,
                "{\"properties\": {\"title\": \"one\", \"severity\": \"High\", \"status\": \"New\"}}");

        var found = bridge.awaitRun(run -> run.flow().equals("sentinel-incidents") && run.items() > 0);
        assertThat(found.items()).isEqualTo(1);
        assertThat(found.outcome()).as(found.cause()).isEqualTo(Outcome.DELIVERED);
        assertThat(bridge.list()).extracting(Run::flow).containsOnly("sentinel-incidents");
    }

    @Test
    void aPollThatFailsSaysWhyAndWhereAndComesAgain() {
        bridge.sandbox("POST", "faults", "{\"match\": {\"path\": \"/incidents$\"}, \"status\": 403}");

        var run = bridge.awaitRun(one -> one.outcome() == Outcome.FAILED);
        assertThat(run.flow()).isEqualTo("sentinel-incidents");
        assertThat(run.failedStep()).isEqualTo("call-sentinel-read-answer");
        assertThat(run.cause()).contains("Microsoft Sentinel Reader");
    }

    @Test
    void aBatchOfEventsIsARun() {
        bridge.sandbox("POST", "event-hubs/events", "{\"count\": 4}");

        var run = bridge.awaitRun(one -> one.flow().equals("sentinel-events"));
        assertThat(run.outcome()).isEqualTo(Outcome.DELIVERED);
        assertThat(run.items()).isPositive();
    }

    @Test
    void metersCountRunsAndWhatIsInThemByFlowActionAndOutcome() {
        bridge.post("/cases", create("case-3"));
        var answer = bridge.post("/alerts", alerts(3));
        bridge.awaitRun(answer.path("run_id").asText());

        assertThat(bridge.metrics())
                .contains("bridge_runs_seconds_count{action=\"create-incident\",flow=\"case-webhook\",outcome=\"delivered\"} 1")
                .contains("bridge_run_items_total{action=\"\",flow=\"alert-webhook\",outcome=\"queued\"} 3.0")
                .contains("bridge_last_success_age_seconds{flow=\"case-webhook\"}")
                .contains("bridge_runs_unrecorded_total 0.0");
    }

    static String create(String caseId) {
        return """
                {"action":"create-incident","case_id":"%s","case_title":"A case","case_severity":"high","case_status":"open",
                "case_description":"Something happened","case_tags":["test"],"elastic_url_base":"/app/security/cases/"}"""
                .formatted(caseId);
    }

    static String alerts(int count) {
        var all = IntStream.range(0, count)
                .mapToObj(i -> "{\"kibana.alert.uuid\": \"" + UUID.randomUUID() + "\", \"kibana.alert.rule.name\": \"a rule\"}")
                .toList();
        return "{\"alerts\": " + List.copyOf(all) + "}";
    }
}
