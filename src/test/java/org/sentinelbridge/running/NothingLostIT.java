package org.sentinelbridge.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every alert that got a 2xx arrives, whatever happens to Azure or to the bridge meanwhile. */
class NothingLostIT {

    private static final String INGESTION = "\"match\":{\"path\":\"dataCollectionRules/.+\"}";
    /** Rows of these alerts that fit into one request of a megabyte. */
    private static final int ONE_BATCH = 1_000;

    @TempDir
    Path home;

    private final StandIn azure = new StandIn();

    @AfterEach
    void stop() {
        azure.close();
    }

    @Test
    void azureIsOutOfOrderForTwentySeconds() {
        try (var bridge = RunningBridge.start(home, azure.settings());
                var traffic = AlertTraffic.to(List.of(bridge.caller()::url))) {
            azure.disturb("{" + INGESTION + ",\"status\":503}");
            goOnFor(20);
            assertThat(azure.alerts()).isEmpty();
            azure.leaveInPeace();
            goOnFor(3);

            assertAllArrive(traffic.stop());
            assertThat(traffic.answers()).containsOnlyKeys(202);
            assertThat(azure.duplicates()).isZero();
        }
    }

    @Test
    void azureAsksToWaitFiveSeconds() {
        try (var bridge = RunningBridge.start(home, azure.settings());
                var traffic = AlertTraffic.to(List.of(bridge.caller()::url))) {
            azure.disturb("{" + INGESTION + ",\"status\":429,\"headers\":{\"Retry-After\":\"5\"},\"times\":2}");
            var asked = azure.ingestionRequests();
            await().until(() -> azure.ingestionRequests() > asked);
            var first = azure.ingestionRequests();
            goOnFor(4);
            assertThat(azure.ingestionRequests()).as("within Retry-After").isEqualTo(first);

            await().atMost(Duration.ofSeconds(30)).until(() -> !azure.alerts().isEmpty());
            assertAllArrive(traffic.stop());
            assertThat(traffic.answers()).containsOnlyKeys(202);
            assertThat(azure.duplicates()).isZero();
        }
    }

    @Test
    void killedWhileAzureIsOutOfOrder() {
        azure.disturb("{" + INGESTION + ",\"status\":503}");
        var bridge = new AtomicReference<>(RunningBridge.start(home, azure.settings()));
        try (var traffic = AlertTraffic.to(List.of(() -> bridge.get().caller().url()))) {
            goOnFor(5);
            bridge.get().program().kill();
            bridge.set(RunningBridge.startAgain(home, azure.settings()));
            goOnFor(3);
            azure.leaveInPeace();

            assertAllArrive(traffic.stop());
            assertThat(azure.duplicates()).isZero();
        } finally {
            bridge.get().close();
        }
    }

    @Test
    void killedInTheMiddleOfDeliveries() {
        azure.disturb("{" + INGESTION + ",\"delay_ms\":300}");
        var kills = 3;
        var bridge = new AtomicReference<>(RunningBridge.start(home, azure.settings()));
        try (var traffic = AlertTraffic.to(List.of(() -> bridge.get().caller().url()))) {
            for (var i = 0; i < kills; i++) {
                goOnFor(3);
                var asked = azure.ingestionRequests();
                await().until(() -> azure.ingestionRequests() > asked);
                bridge.get().program().kill();
                bridge.set(RunningBridge.startAgain(home, azure.settings()));
            }
            goOnFor(2);

            assertAllArrive(traffic.stop());
            assertThat(azure.duplicates()).isLessThanOrEqualTo(kills * ONE_BATCH);
        } finally {
            bridge.get().close();
        }
    }

    @Test
    void askedToStopInTheMiddleOfDeliveriesItRepeatsNothing() {
        azure.disturb("{" + INGESTION + ",\"delay_ms\":500}");
        var bridge = new AtomicReference<>(RunningBridge.start(home, azure.settings()));
        try (var traffic = AlertTraffic.to(List.of(() -> bridge.get().caller().url()))) {
            for (var i = 0; i < 3; i++) {
                goOnFor(3);
                var asked = azure.ingestionRequests();
                await().until(() -> azure.ingestionRequests() > asked);
                bridge.get().program().askToStop();
                assertThat(bridge.get().program().exitCode(Duration.ofSeconds(20))).isIn(0, 143);
                bridge.set(RunningBridge.startAgain(home, azure.settings()));
            }

            assertAllArrive(traffic.stop());
            assertThat(azure.duplicates()).isZero();
        } finally {
            bridge.get().close();
        }
    }

    @Test
    void theDiskIsFull() {
        azure.disturb("{" + INGESTION + ",\"status\":503}");
        var settings = new LinkedHashMap<>(azure.settings());
        // SQLite itself then says that the disk is full, at 3 MB
        settings.put("store.url", "jdbc:sqlite:" + home.resolve("data/bridge.db") + "?max_page_count=205");
        try (var bridge = RunningBridge.start(home, settings); var traffic = AlertTraffic.to(List.of(bridge.caller()::url))) {
            await().atMost(Duration.ofSeconds(60)).until(() -> traffic.answers().getOrDefault(503, 0) > 20);
            var caller = bridge.caller();
            await().atMost(Duration.ofSeconds(10)).until(() -> caller.send(caller.to("/alerts").POST(BodyPublishers.ofString("{\"alert\":{\"id\":\"T\"}}"))).body()
                    .contains("none of them was accepted"));
            azure.leaveInPeace();
            var before = traffic.accepted().size();
            await().atMost(Duration.ofSeconds(60)).until(() -> traffic.accepted().size() > before + 100);

            assertAllArrive(traffic.stop());
            assertThat(traffic.answers()).containsOnlyKeys(202, 503);
            assertThat(azure.duplicates()).isZero();
        }
    }

    @Test
    void oneOfTwoReplicasIsKilled() throws Exception {
        azure.disturb("{" + INGESTION + ",\"delay_ms\":200}");
        try (var postgres = EmbeddedPostgres.start()) {
            var settings = new LinkedHashMap<>(azure.settings());
            settings.putAll(Map.of("store.url", postgres.getJdbcUrl("postgres", "postgres"), "store.user", "postgres"));
            try (var one = RunningBridge.start(home.resolve("one"), settings);
                    var other = RunningBridge.start(home.resolve("other"), settings);
                    var traffic = AlertTraffic.to(List.of(one.caller()::url, other.caller()::url))) {
                goOnFor(6);
                assertThat(one.program().written()).contains("delivered run=");
                assertThat(other.program().written()).contains("delivered run=");
                assertThat(azure.duplicates()).as("while both run").isZero();
                one.program().kill();
                goOnFor(4);

                assertAllArrive(traffic.stop());
                assertThat(azure.duplicates()).isLessThanOrEqualTo(ONE_BATCH);
            }
        }
    }

    /** One of the two has the alert already when Kibana sends it to the other. */
    @Test
    void twoReplicasKnowTheSameAlert() throws Exception {
        try (var postgres = EmbeddedPostgres.start()) {
            var settings = new LinkedHashMap<>(azure.settings());
            settings.putAll(Map.of("store.url", postgres.getJdbcUrl("postgres", "postgres"), "store.user", "postgres"));
            try (var one = RunningBridge.start(home.resolve("one"), settings);
                    var other = RunningBridge.start(home.resolve("other"), settings)) {
                for (var bridge : List.of(one, other)) {
                    var answer = bridge.caller().send(bridge.caller().to("/alerts")
                            .POST(java.net.http.HttpRequest.BodyPublishers.ofString(AlertTraffic.alert("the-same"))));
                    assertThat(answer.statusCode()).isEqualTo(202);
                }
                await().until(() -> azure.alerts().equals(Set.of("the-same")));
                assertThat(azure.duplicates()).isZero();
            }
        }
    }

    private void assertAllArrive(AlertTraffic traffic) {
        assertThat(traffic.accepted()).hasSizeGreaterThan(100);
        await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(500)).untilAsserted(
                () -> assertThat(azure.alerts()).as("alerts that have arrived").containsAll(traffic.accepted()));
    }

    /** What is tested is what happens while time goes by under traffic. */
    private static void goOnFor(int seconds) {
        try {
            TimeUnit.SECONDS.sleep(seconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
