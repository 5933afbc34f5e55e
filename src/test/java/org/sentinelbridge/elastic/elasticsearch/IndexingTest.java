package org.sentinelbridge.elastic.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.health.HealthCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sentinelbridge.component.records.SourceRecord;

/** What a folder of src/test/indexing cannot say: sizes, patience, the store, coming and going of routes. */
class IndexingTest {

    private static final Duration AT_MOST = Duration.ofSeconds(30);

    private RunningBridge bridge;

    @AfterEach
    void stop() {
        bridge.close();
    }

    @Test
    void twentyMegabytesGoInRequestsOfTheSizeThatIsSet() throws IOException {
        bridge = new RunningBridge(Map.of());

        var exchange = bridge.index(records(10_000, 1_900));

        assertThat(shipment(exchange).created()).isEqualTo(10_000);
        assertThat(bridge.state().at("/documents/logs-microsoft_sentinel.event-default").asInt()).isEqualTo(10_000);
        assertThat(bridge.state().at("/bulk_answers/200").asInt()).isBetween(4, 6);
        var meters = bridge.main().getCamelContext().getRegistry().findSingleByType(MeterRegistry.class);
        assertThat(meters.get("bridge.elasticsearch.documents").tags("stream", "event", "outcome", "created").counter().count())
                .isEqualTo(10_000);
    }

    @Test
    void recordsAreMappedIntoTheDataStreamsThatTheTemplatesDeclare() throws IOException {
        bridge = new RunningBridge(Map.of(), true);
        var json = "{\"Type\":\"SecurityAlert\",\"TimeGenerated\":\"2026-03-31T08:10:54.7781234Z\",\"SystemAlertId\":\"a-1\","
                + "\"AlertName\":\"Kerberos tickets from a printer\",\"AlertSeverity\":\"High\"}";
        var record = SourceRecord.of(SourceRecord.Stream.EVENT, json.getBytes(StandardCharsets.UTF_8), Map.of());

        assertThat(shipment(bridge.index(List.of(record))).created()).isEqualTo(1);
        assertThat(shipment(bridge.index(List.of(record))).existing()).isEqualTo(1);

        var hits = bridge.call("GET", "/elasticsearch/logs-microsoft_sentinel.event-*/_search", "").at("/hits/hits");
        assertThat(hits).hasSize(1);
        assertThat(hits.toString()).contains("Kerberos tickets from a printer");
        assertThat(bridge.state().path("index_templates").toString()).contains("sentinel-bridge-event");
    }

    @Test
    void requestsMayBeCompressed() throws IOException {
        bridge = new RunningBridge(Map.of("elasticsearch.compression", "true"));

        assertThat(shipment(bridge.index(records(100, 500))).created()).isEqualTo(100);
    }

    @Test
    void inModeRawNoTemplateIsInstalled() throws IOException {
        bridge = new RunningBridge(Map.of("elasticsearch.mode", "raw"));

        assertThat(shipment(bridge.index(records(3, 10))).created()).isEqualTo(3);
        assertThat(bridge.state().path("index_templates")).isEmpty();
    }

    @Test
    void theBatchFailsWhenItTakesTooLongAndCanComeAgain() throws IOException {
        bridge = new RunningBridge(Map.of("elasticsearch.retry-for", "300ms"));
        bridge.index(records(2, 10));
        bridge.fault("{\"match\":{\"path\":\"_bulk$\"},\"status\":503}");

        var failed = bridge.index(records(4, 10));
        bridge.call("DELETE", "/_sandbox/faults", "");
        var again = bridge.index(records(4, 10));

        assertThat(failed.getException()).isInstanceOf(ElasticsearchFailure.NotNow.class).hasMessageContaining("503");
        assertThat(shipment(again).created()).isEqualTo(2);
        assertThat(shipment(again).existing()).isEqualTo(2);
    }

    @Test
    void theBatchFailsWhenWhatIsRefusedCannotBeParked() throws IOException {
        bridge = new RunningBridge(Map.of());
        bridge.store().useHandle(handle -> handle.execute("ALTER TABLE parked RENAME TO elsewhere"));
        var bad = SourceRecord.of(SourceRecord.Stream.EVENT, "{\"id\":\"bad\"}".getBytes(StandardCharsets.UTF_8), Map.of());

        var exchange = bridge.index(List.of(bad));

        assertThat(exchange.getException()).hasRootCauseInstanceOf(IllegalStateException.class).hasStackTraceContaining("could not be parked");
    }

    @Test
    void whoWaitsForElasticsearchDoesNotKeepTheBridgeFromStopping() throws IOException {
        bridge = new RunningBridge(Map.of("retry.first-delay", "1m"));
        bridge.index(records(1, 10));
        bridge.fault("{\"match\":{\"path\":\"_bulk$\"},\"status\":401}");
        var batch = CompletableFuture.supplyAsync(() -> bridge.index(records(4, 10)));
        await().atMost(AT_MOST).until(() -> bridge.health().getState() == HealthCheck.State.DOWN);

        bridge.close();

        assertThat(batch.join().getException()).isInstanceOf(ElasticsearchFailure.NeedsPerson.class);
    }

    @Test
    void theClientOutlivesTheRoutesThatUseIt() throws Exception {
        bridge = new RunningBridge(Map.of());
        bridge.index(records(1, 10));
        var routes = bridge.main().getCamelContext().getRouteController();

        routes.stopRoute("call-elasticsearch");
        routes.startRoute("call-elasticsearch");

        assertThat(shipment(bridge.index(records(3, 10))).created()).isEqualTo(2);
    }

    private static Shipment shipment(Exchange exchange) {
        assertThat(exchange.getException()).isNull();
        return exchange.getVariable("shipment", Shipment.class);
    }

    static List<SourceRecord> records(int count, int bytes) {
        return IntStream.range(0, count)
                .mapToObj(n -> "{\"@timestamp\":\"2026-03-31T08:10:54.778Z\",\"id\":\"e-" + n + "\",\n\"message\":\"" + "x".repeat(bytes) + "\"}")
                .map(text -> SourceRecord.of(SourceRecord.Stream.EVENT, text.getBytes(StandardCharsets.UTF_8), Map.of()))
                .toList();
    }
}
