package org.sentinelbridge.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.azure.messaging.eventhubs.EventData;
import com.azure.messaging.eventhubs.EventHubClientBuilder;
import com.azure.messaging.eventhubs.models.SendOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sentinelbridge.sandbox.elasticsearch.ElasticsearchStandIn;

/**
 * Small events that unpack to very much must not end the process, which has the memory that bin/bridge gives it and ends when that is
 * not enough; nor be passed over.
 */
final class LargeEventsIT {

    private static final Pattern TOLD = Pattern.compile("events=\\d+ records=(\\d+) partition");
    private static final int PARTITIONS = 4;
    private static final int BATCHES = 3;
    private static final int ROWS = 4_000;

    @TempDir
    Path home;

    private final StandIn azure = new StandIn();
    private final EventTraffic events = new EventTraffic();

    @AfterEach
    void stop() {
        events.close();
        azure.close();
    }

    @Test
    void becomeDocumentsAFewAtATime() throws Exception {
        try (var producer = new EventHubClientBuilder().connectionString(events.hub().connectionString()).buildProducerClient()) {
            for (var partition = 0; partition < PARTITIONS; partition++) {
                var options = new SendOptions().setPartitionId(String.valueOf(partition));
                var bomb = gzip("{\"records\":[{\"TimeGenerated\":\"2026-02-03T00:00:00Z\",\"d\":\"" + "x".repeat(30_000_000) + partition + "\"}]}");
                producer.send(List.of(new EventData(bomb)), options);
                for (var batch = 0; batch < BATCHES; batch++) {
                    producer.send(List.of(new EventData(gzip(rows(partition + "-" + batch)))), options);
                }
            }
        }
        var settings = events.settings(azure, Map.of(
                "elasticsearch.url", azure.url() + "/elasticsearch", "elasticsearch.api-key", ElasticsearchStandIn.API_KEY));
        try (var bridge = RunningBridge.start(home, settings)) {
            await().atMost(Duration.ofMinutes(3)).until(() -> !bridge.program().isRunning()
                    || records(bridge.program().written()) >= PARTITIONS * (1 + BATCHES * ROWS));
            assertThat(bridge.program().isRunning()).as("it lives").isTrue();
            assertThat(records(bridge.program().written())).isEqualTo(PARTITIONS * (1 + BATCHES * ROWS));
            assertThat(Database.rows(home, "SELECT id FROM parked")).isEmpty();
        }
    }

    @Test
    void eventsAsLargeAsTheHubTakesWaitWhileElasticsearchIsAway() throws Exception {
        var toEach = 60;
        try (var producer = new EventHubClientBuilder().connectionString(events.hub().connectionString()).buildProducerClient()) {
            for (var i = 0; i < PARTITIONS * toEach; i++) {
                var row = "{\"TimeGenerated\":\"2026-02-03T00:00:00Z\",\"number\":%d,\"d\":\"%s\"}".formatted(i, "x".repeat(900_000));
                producer.send(List.of(new EventData(row)), new SendOptions().setPartitionId(String.valueOf(i % PARTITIONS)));
            }
        }
        azure.disturb("{\"match\": {\"path\": \".*/_bulk\"}, \"status\": 503}");
        var settings = events.settings(azure, Map.of(
                "elasticsearch.url", azure.url() + "/elasticsearch", "elasticsearch.api-key", ElasticsearchStandIn.API_KEY));
        try (var bridge = RunningBridge.start(home, settings)) {
            await().atMost(Duration.ofMinutes(1)).until(() -> bridge.program().written().contains("They wait."));
            // what is fetched ahead meanwhile is what ended it before
            await().during(Duration.ofSeconds(10)).atMost(Duration.ofSeconds(15)).until(() -> bridge.program().isRunning());
            azure.leaveInPeace();
            await().atMost(Duration.ofMinutes(3)).until(() -> !bridge.program().isRunning()
                    || records(bridge.program().written()) >= PARTITIONS * toEach);
            assertThat(records(bridge.program().written())).isEqualTo(PARTITIONS * toEach);
        }
    }

    private static int records(String log) {
        return TOLD.matcher(log).results().mapToInt(told -> Integer.parseInt(told.group(1))).sum();
    }

    private static String rows(String name) {
        return IntStream.range(0, ROWS)
                .mapToObj(i -> "{\"TimeGenerated\":\"2026-02-03T00:00:00Z\",\"Type\":\"SecurityAlert\",\"SystemAlertId\":\"%s-%d\",\"Description\":\"%s\"}"
                        .formatted(name, i, "An account signed in from an unusual place. ".repeat(25)))
                .collect(Collectors.joining(",", "{\"records\":[", "]}"));
    }

    private static byte[] gzip(String text) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }
}
