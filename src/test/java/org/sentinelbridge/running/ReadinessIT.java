package org.sentinelbridge.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Callers are sent elsewhere when the bridge can do nothing for them, and only then. */
final class ReadinessIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String READY = "/observe/health/ready";

    @TempDir
    private Path home;

    private final StandIn azure = new StandIn();
    private final String port = String.valueOf(Project.freePort());
    private final Caller management = new Caller("http://127.0.0.1:" + port, "none");

    @AfterEach
    void stopAzure() {
        azure.close();
    }

    @Test
    void itStaysReadyWhenTheOtherSidesAreDown() {
        try (var bridge = RunningBridge.start(home, settings())) {
            await().atMost(SOON).until(() -> status(READY) == 200);
            bridge.caller().post(Caller.create("to-be-indexed"));
            await().alias("Elasticsearch was tried, and is not there").atMost(SOON).until(() ->
                    management.send(management.toWithoutKey("/observe/health?data=true").GET()).body().contains("No answer from Elasticsearch"));
            azure.close();
            assertThat(Caller.json(bridge.caller().post(Caller.create("nobody-there"))).path("status").asText()).isEqualTo("queued");
            var ready = management.send(management.toWithoutKey(READY).GET());
            assertThat(ready.statusCode()).as(ready.body()).isEqualTo(200);
            assertThat(status("/observe/health/live")).isEqualTo(200);
        }
    }

    @Test
    void itIsNotReadyWhileTheStoreCannotBeWrittenEvenIfNobodyCalls() throws IOException {
        try (var bridge = RunningBridge.start(home, settings())) {
            await().atMost(SOON).until(() -> status(READY) == 200);
            try (var other = Jdbi.create("jdbc:sqlite:" + home.resolve("data/bridge.db")).open()) {
                other.begin();
                other.execute("DELETE FROM cursors WHERE name = 'nobody'");
                var answer = Caller.json(await().atMost(SOON).until(
                        () -> management.send(management.toWithoutKey(READY).GET()), got -> got.statusCode() == 503));
                assertThat(answer.path("status").asText()).isEqualTo("DOWN");
                assertThat(answer.path("checks")).filteredOn(check -> check.path("status").asText().equals("DOWN")).singleElement()
                        .satisfies(check -> {
                            assertThat(check.path("name").asText()).isEqualTo("store");
                            assertThat(check.path("message").asText()).containsAnyOf("cannot be written", "does not take anything");
                        });
                assertThat(status("/observe/health/live")).as("a restart would not help").isEqualTo(200);
                other.rollback();
            }
            await().atMost(SOON).until(() -> status(READY) == 200);
            assertThat(bridge.caller().post(Caller.create("well-again")).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void itIsNotReadyWhileAlertsCannotBeAccepted() {
        azure.disturb("{\"match\":{\"path\":\"dataCollectionRules/.+\"},\"status\":503}");
        var settings = settings();
        settings.put("outbox.max-messages", "2");
        try (var bridge = RunningBridge.start(home, settings)) {
            await().atMost(SOON).until(() -> status(READY) == 200);
            var caller = bridge.caller();
            await().atMost(SOON).until(() -> caller.send(caller.to("/alerts").POST(BodyPublishers.ofString(AlertTraffic.alert(
                    UUID.randomUUID().toString())))).statusCode() == 503);

            var answer = management.send(management.toWithoutKey(READY).GET());
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(Caller.json(answer).path("checks")).filteredOn(check -> check.path("status").asText().equals("DOWN")).singleElement()
                    .satisfies(check -> {
                        assertThat(check.path("name").asText()).isEqualTo("room:alerts");
                        assertThat(check.path("message").asText()).contains("The outbox alerts is full: 2 messages are waiting");
                    });
            assertThat(status("/observe/health/live")).isEqualTo(200);
            azure.leaveInPeace();
            await().atMost(Duration.ofSeconds(90)).until(() -> status(READY) == 200);
        }
    }

    @Test
    void itIsNotReadyWhileItStops() {
        azure.disturb("{\"latency_ms\":3000}");
        try (var bridge = RunningBridge.start(home, settings())) {
            await().atMost(SOON).until(() -> status(READY) == 200);
            var inside = bridge.caller().sendLater(bridge.caller().posting(Caller.create("slow-case")));
            await().atMost(SOON).until(() -> azure.count("Incidents_Get") > 0);
            bridge.program().askToStop();
            await().atMost(SOON).pollInterval(Duration.ofMillis(50)).until(() -> status(READY) == 503);
            assertThat(inside.join().statusCode()).isEqualTo(200);
        }
    }

    private int status(String path) {
        try {
            return management.send(management.toWithoutKey(path).GET()).statusCode();
        } catch (UncheckedIOException e) {
            return 0;
        }
    }

    private LinkedHashMap<String, String> settings() {
        var settings = new LinkedHashMap<>(azure.settings());
        settings.put("management.port", port);
        settings.put("incidents.interval", "1s");
        settings.put("elasticsearch.url", "http://127.0.0.1:" + Project.freePort());
        settings.put("elasticsearch.api-key", "VnVhQ2ZHY0JDZGJrUW0tZTVhT3g6dWkybHAyYXhUTm1zeWFrdzl0dk5udw==");
        return settings;
    }
}
