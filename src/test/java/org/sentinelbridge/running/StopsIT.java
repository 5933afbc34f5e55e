package org.sentinelbridge.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of requests when the process is stopped or killed under them. */
final class StopsIT {

    @TempDir
    private Path home;

    private final StandIn azure = new StandIn();

    @AfterEach
    void stopAzure() {
        azure.close();
    }

    @Test
    void askedToStopItAnswersWhatIsInsideAndRefusesWhatComes() throws Exception {
        azure.disturb("{\"latency_ms\":1000}");
        try (var bridge = RunningBridge.start(home, azure.settings())) {
            var caller = bridge.caller();
            var inside = caller.sendLater(caller.posting(Caller.create("slow-case")));
            await().until(() -> azure.count("Incidents_Get") > 0);

            bridge.program().askToStop();
            var met = new ArrayList<String>();
            while (bridge.program().isRunning()) {
                // when the last request inside is answered, the port closes, and who comes at that moment may be cut off
                var open = !inside.isDone();
                var outcome = outcome(caller);
                if (open && !inside.isDone()) {
                    met.add(outcome);
                }
            }

            assertThat(inside.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
            assertThat(Caller.json(inside.get()).path("sentinel_incident_id").asText()).isNotEmpty();
            assertThat(bridge.program().exitCode(Duration.ofSeconds(15))).isIn(0, 143);
            assertThat(azure.incidents()).hasSize(1);
        }
    }

    @Test
    void askedToStopItEndsWithinTenSecondsAlthoughAzureHangs() {
        azure.disturb("{\"delay_ms\":60000}");
        try (var bridge = RunningBridge.start(home, azure.settings())) {
            var caller = bridge.caller();
            caller.sendLater(caller.posting(Caller.create("hanging-case")));
            var accepted = caller.send(caller.to("/alerts").POST(BodyPublishers.ofString(AlertTraffic.alert("hanging-alert"))));
            assertThat(accepted.statusCode()).isEqualTo(202);
            await().pollDelay(Duration.ofSeconds(2)).until(() -> bridge.program().isRunning());
            bridge.program().askToStop();
            assertThat(bridge.program().exitCode(Duration.ofSeconds(10))).isIn(0, 143);
        }
        azure.leaveInPeace();
        try (var bridge = RunningBridge.startAgain(home, azure.settings())) {
            await().atMost(Duration.ofSeconds(30)).until(() -> azure.alerts().contains("hanging-alert"));
            assertThat(bridge.program().isRunning()).isTrue();
        }
    }

    /** What a request meets that is wrong by itself, so that it does not wait for Azure. */
    private static String outcome(Caller caller) {
        try {
            var answer = caller.trySend(caller.posting("{\"action\":\"nonsense\"}"));
            assertThat(Caller.json(answer).path("message").asText()).isNotEmpty();
            if (answer.statusCode() == 503) {
                assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            }
            return String.valueOf(answer.statusCode());
        } catch (ConnectException e) {
            return "refused";
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Test
    void killedWhileItCreatesItMakesNoSecondIncidentWhenAskedAgain() {
        for (var moment : List.of("Incidents_Get", "Incidents_CreateOrUpdate")) {
            azure.disturb("{\"latency_ms\":2000}");
            var incidents = azure.incidents().size();
            try (var bridge = RunningBridge.start(home, azure.settings())) {
                var caller = bridge.caller();
                var seen = azure.count(moment);
                var lost = caller.sendLater(caller.posting(Caller.create("case-" + moment)));
                await().atMost(Duration.ofSeconds(20)).until(() -> azure.count(moment) > seen);
                bridge.program().kill();
                await().until(lost::isCompletedExceptionally);
            }
            azure.leaveInPeace();
            try (var bridge = RunningBridge.startAgain(home, azure.settings())) {
                var answer = bridge.caller().post(Caller.create("case-" + moment));
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                assertThat(bridge.caller().post(Caller.create("case-" + moment)).body()).isEqualTo(answer.body());
            }
            assertThat(azure.incidents()).as("killed at " + moment).hasSize(incidents + 1);
        }
    }

    @Test
    void killedAfterItParkedAMessageItStillHasIt() throws Exception {
        azure.disturb("{\"match\":{\"method\":\"PUT\"},\"status\":400,\"body\":{\"error\":{\"code\":\"BadRequest\",\"message\":\"No\"}}}");
        try (var bridge = RunningBridge.start(home, azure.settings())) {
            var answer = bridge.caller().post(Caller.create("parked-case"));
            assertThat(answer.statusCode()).isEqualTo(502);
            var parked = Caller.json(answer).path("parked_id").asText();
            bridge.program().kill();

            assertThat(Database.rows(home, "SELECT id, action, case_id, step, received FROM parked"))
                    .containsExactly(List.of(
                            parked, "create-incident", "parked-case", "call-sentinel-read-answer", Caller.create("parked-case")));
        }
    }
}
