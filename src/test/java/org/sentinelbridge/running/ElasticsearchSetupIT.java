package org.sentinelbridge.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the bridge installs in a real Elasticsearch, and what it leaves to others. */
@Tag("elasticsearch")
class ElasticsearchSetupIT {

    private static final Duration LONG = Duration.ofMinutes(2);

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
    }

    /** Elasticsearch gives templates back in a way of its own, which must not be taken for a change by hand. */
    @Test
    void theSecondStartFindsItsTemplatesAsTheyWere() {
        var settings = events.settings(azure, elasticsearch, "twice");
        events.send(1);
        try (var bridge = RunningBridge.start(home, settings)) {
            await().atMost(LONG).until(() -> elasticsearch.count("twice") == 1);
            assertThat(bridge.program().written()).doesNotContain("changed by hand", "belongs to somebody else");
        }
        events.send(1);
        try (var bridge = RunningBridge.startAgain(home, settings)) {
            await().atMost(LONG).until(() -> elasticsearch.count("twice") == 2);
            assertThat(bridge.program().written())
                    .doesNotContain("Installed", "Replaced", "changed by hand", "belongs to somebody else");
        }
        assertThat(elasticsearch.get("/_index_template/sentinel-bridge-event").at("/index_templates/0/index_template/_meta/managed_by")
                .asText()).isEqualTo("sentinel-bridge");
        assertThat(elasticsearch.values("twice", "data_stream.dataset")).containsOnlyKeys("microsoft_sentinel.event");
    }

    /** In place of Elastic's integration there is a pipeline here that does the beginning of what its own do. */
    @Test
    void inModeRawThePipelineOfTheDataStreamGetsTheRecordAsItCame() {
        elasticsearch.call("PUT", "/_ingest/pipeline/as-an-integration-has-it", """
                {"processors": [
                  {"rename": {"field": "message", "target_field": "event.original"}},
                  {"json": {"field": "event.original", "target_field": "json"}},
                  {"fingerprint": {"fields": ["json._ItemId"], "target_field": "_id"}},
                  {"set": {"field": "user.name", "copy_from": "json.UserDisplayName"}},
                  {"remove": {"field": "json"}}]}
                """);
        elasticsearch.call("PUT", "/_index_template/as-an-integration-has-it", """
                {"index_patterns": ["logs-microsoft_sentinel.event-raw"], "priority": 500, "data_stream": {}, "template": {
                  "settings": {"index.default_pipeline": "as-an-integration-has-it"},
                  "mappings": {"properties": {"user": {"properties": {"name": {"type": "keyword"}}}}}}}
                """);
        var settings = new LinkedHashMap<>(events.settings(azure, elasticsearch, "raw"));
        settings.put("elasticsearch.mode", "raw");
        events.send(3);
        events.send(EventTraffic.signIn(1));
        try (var bridge = RunningBridge.start(home, settings)) {
            await().atMost(LONG).until(() -> bridge.program().out().contains(" created=")
                    && elasticsearch.count("raw") == 3);
            assertThat(elasticsearch.values("raw", "user.name")).containsOnlyKeys("User 0", "User 1", "User 2");
            var hits = elasticsearch.get("/logs-microsoft_sentinel.event-raw/_search?q=user.name:%22User%201%22").at("/hits/hits");
            assertThat(hits).hasSize(1);
            JsonNode source = hits.get(0).path("_source");
            var event = EventTraffic.signIn(1).strip();
            assertThat(source.at("/event/original").asText())
                    .isEqualTo(event.substring("{\"records\":[".length(), event.length() - "]}".length()));
            assertThat(source.path("tags")).hasSize(2);
            assertThat(bridge.program().written()).doesNotContain("Installed");
        }
    }
}
