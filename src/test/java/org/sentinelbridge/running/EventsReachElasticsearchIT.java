package org.sentinelbridge.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * 20,000 events of an Event Hub are 20,000 documents of a real Elasticsearch, whatever happens on the way: none is lost, and none is
 * seen twice.
 */
@Tag("elasticsearch")
class EventsReachElasticsearchIT {

    private static final int EVENTS = EventTraffic.EVENTS;
    private static final Duration LONG = Duration.ofMinutes(5);

    private static RealElasticsearch elasticsearch;

    @TempDir
    Path home;

    private final StandIn azure = new StandIn();
    private final EventTraffic events = new EventTraffic();

    @BeforeAll
    static void start() throws Exception {
        elasticsearch = RealElasticsearch.get();
    }

    @AfterEach
    void stop() {
        events.close();
        azure.close();
        elasticsearch.set("indices.breaker.total.limit", "null");
    }

    @Test
    void elasticsearchRefusesForThirtySeconds() {
        var settings = events.settings(azure, elasticsearch, "refusing");
        events.send(EVENTS / 2);
        try (var bridge = RunningBridge.start(home, settings)) {
            awaitDocuments("refusing", EVENTS / 20);
            // its memory is full: it answers requests as a whole with 429
            elasticsearch.set("indices.breaker.total.limit", "\"1mb\"");
            events.send(EVENTS / 4);
            goOnFor(15);
            elasticsearch.set("indices.breaker.total.limit", "null");
            // of one trouble after the other without a success between them, the log tells only the first
            awaitDocuments("refusing", EVENTS - EVENTS / 4);
            // its disk is full: the answer is 200, and every document in it has 429
            var before = elasticsearch.count("refusing");
            block("refusing", true);
            events.send(EVENTS / 4);
            goOnFor(15);
            assertThat(elasticsearch.count("refusing")).isBetween(before, EVENTS - EVENTS / 4);
            assertThat(bridge.program().written()).contains("circuit_breaking_exception", "flood-stage");
            block("refusing", false);

            events.assertAllAreThereOnce(elasticsearch, "refusing");
            assertThat(parked()).isEmpty();
        }
    }

    @Test
    void theNodeIsKilledAndComesBack() {
        var settings = events.settings(azure, elasticsearch, "restarting");
        events.send(EVENTS / 2);
        try (var bridge = RunningBridge.start(home, settings)) {
            awaitDocuments("restarting", EVENTS / 10);
            elasticsearch.kill();
            events.send(EVENTS / 2);
            goOnFor(3);
            elasticsearch.start();

            events.assertAllAreThereOnce(elasticsearch, "restarting");
            assertThat(parked()).isEmpty();
            assertThat(bridge.program().isRunning()).isTrue();
        }
    }

    /** Somebody has given event.code another type, which all documents fit but one. */
    @Test
    void theOneDocumentThatDoesNotFitIsParkedWithElasticsearchsReason() {
        var settings = events.settings(azure, elasticsearch, "conflicting");
        try (var bridge = RunningBridge.start(home, settings)) {
            await().atMost(LONG).until(() -> bridge.program().written().contains("/_index_template/sentinel-bridge-incident")
                    || elasticsearch.has("/_index_template/sentinel-bridge-incident"));
            elasticsearch.call("PUT", "/_index_template/somebody-elses", """
                    {"index_patterns": ["logs-microsoft_sentinel.event-conflicting"], "priority": 400, "data_stream": {},
                     "composed_of": ["sentinel-bridge-common", "sentinel-bridge-event"], "template": {"mappings": {"properties": {
                       "event": {"properties": {"code": {"type": "long", "ignore_malformed": false}}}}}}}
                    """);
            events.send(EVENTS / 2);
            events.send(EventTraffic.signIn(EVENTS).replace("\"50126\"", "\"AADSTS-90072\""));
            events.send(EVENTS / 2);

            events.assertAllAreThereOnce(elasticsearch, "conflicting");
            assertThat(parked()).singleElement().satisfies(row -> {
                assertThat(row.get(0)).isEqualTo("index-documents-send");
                assertThat(row.get(1)).contains("400", "document_parsing_exception", "event.code", "AADSTS-90072");
                assertThat(row.get(2)).contains("\"UserPrincipalName\":\"user-" + EVENTS + "@fabrikam.example\"");
            });
        }
    }

    @Test
    void connectionsToTheHubAreCut() {
        var settings = events.settings(azure, elasticsearch, "cut");
        try (var bridge = RunningBridge.start(home, settings)) {
            for (var round = 1; round <= 4; round++) {
                events.send(EVENTS / 4);
                awaitDocuments("cut", round * EVENTS / 4 - EVENTS / 8);
                events.hub().cutConnections();
            }

            events.assertAllAreThereOnce(elasticsearch, "cut");
            assertThat(parked()).isEmpty();
            assertThat(bridge.program().isRunning()).isTrue();
        }
    }

    private static void block(String namespace, boolean on) {
        elasticsearch.call("PUT", "/logs-microsoft_sentinel.event-" + namespace + "/_settings",
                "{\"index.blocks.read_only_allow_delete\":" + (on ? "true" : "null") + "}");
    }

    private List<List<String>> parked() {
        try {
            return Database.rows(home, "SELECT step, cause, received FROM parked");
        } catch (java.sql.SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static void awaitDocuments(String namespace, int most) {
        await().atMost(LONG).pollInterval(Duration.ofMillis(200)).until(() -> elasticsearch.count(namespace) >= most);
    }

    /** What is tested is what happens while time goes by. */
    private static void goOnFor(int seconds) {
        try {
            TimeUnit.SECONDS.sleep(seconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
