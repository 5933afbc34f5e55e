package org.sentinelbridge.component.eventhubs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sentinelbridge.sandbox.eventhubs.EventHubOptions;
import org.sentinelbridge.sandbox.eventhubs.EventHubsStandIn;

/** A stop and a start: nothing is missing, and nothing comes twice. */
class StopTest {

    private static final Duration LONG = Duration.ofSeconds(40);

    private final MemoryCheckpointStore checkpoints = new MemoryCheckpointStore();
    private final Seen seen = new Seen();
    private EventHubsStandIn hub;

    @BeforeEach
    void start() throws Exception {
        hub = EventHubsStandIn.start(EventHubOptions.defaults().withHub("stops", 2));
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void aStopLetsSlowBatchesEndAndTheNextStartGoesOnBehindThem() throws Exception {
        Events.send(hub, 2, 400);
        try (var node = Node.start(hub, checkpoints, "&batchSize=20", exchange -> {
            TimeUnit.MILLISECONDS.sleep(30);
            seen.add(exchange);
        })) {
            for (var round = 1; round <= 3; round++) {
                var enough = round * 100;
                await().atMost(LONG).until(() -> seen.count() >= enough);
                node.stopRoute();
                assertThat(checkpoints.at("0")).as("partition 0 in round " + round).isEqualTo(seen.of("0").size() - 1);
                assertThat(checkpoints.at("1")).as("partition 1 in round " + round).isEqualTo(seen.of("1").size() - 1);
                assertThat(checkpoints.isOwned("0") || checkpoints.isOwned("1")).as("partitions are given back").isFalse();
                node.startRoute();
            }
            await().atMost(LONG).until(() -> seen.count() >= 800);
        }
        var all = LongStream.range(0, 400).boxed().toList();
        assertThat(seen.of("0")).containsExactlyElementsOf(all);
        assertThat(seen.of("1")).containsExactlyElementsOf(all);
    }

    @Test
    void aBatchThatFailsAtTheStopIsTheFirstOfTheNextStart() throws Exception {
        Events.send(hub, 1, 10);
        var away = new AtomicBoolean(true);
        var failed = new CountDownLatch(1);
        try (var node = Node.start(hub, checkpoints, "&firstDelay=20s&mostDelay=20s", exchange -> {
            if (away.get()) {
                failed.countDown();
                throw new IllegalStateException("away");
            }
            seen.add(exchange);
        })) {
            assertThat(failed.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
            node.stopRoute();
            assertThat(checkpoints.at("0")).isEqualTo(-1);
            away.set(false);
            node.startRoute();
            await().atMost(LONG).until(() -> seen.count() == 10);
        }
    }
}
