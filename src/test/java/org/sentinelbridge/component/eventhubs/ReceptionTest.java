package org.sentinelbridge.component.eventhubs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.azure.messaging.eventhubs.EventData;
import com.azure.messaging.eventhubs.models.SendOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sentinelbridge.sandbox.eventhubs.EventHubOptions;
import org.sentinelbridge.sandbox.eventhubs.EventHubsStandIn;

/** Batches reach the route, all of them, in order, and again when it fails. */
class ReceptionTest {

    private static final Duration LONG = Duration.ofSeconds(40);
    private static final int PARTITIONS = 4;

    private final MemoryCheckpointStore checkpoints = new MemoryCheckpointStore();
    private final Seen seen = new Seen();
    private EventHubsStandIn hub;

    @BeforeEach
    void start() throws Exception {
        hub = EventHubsStandIn.start(EventHubOptions.defaults());
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void everyEventOfEveryPartitionComesOnceAndInOrder() throws Exception {
        Events.send(hub, PARTITIONS, 1_000);
        try (var node = Node.start(hub, checkpoints, "&batchSize=300", seen::add)) {
            await().atMost(LONG).until(() -> seen.count() == 4_000);
            for (var id = 0; id < PARTITIONS; id++) {
                var partition = String.valueOf(id);
                assertThat(seen.of(partition)).containsExactlyElementsOf(LongStream.range(0, 1_000).boxed().toList());
                await().atMost(LONG).until(() -> checkpoints.at(partition) == 999);
            }
            assertThat(seen.sizes()).allMatch(size -> size > 0 && size <= 300);
            assertThat(node.status().partitions()).hasSize(PARTITIONS).allSatisfy(one -> {
                assertThat(one.events()).isEqualTo(1_000);
                assertThat(one.lastSequence()).isEqualTo(999);
            });
        }
    }

    @Test
    void howManyWaitIsKnownEvenWhileNothingIsTaken() throws Exception {
        Events.send(hub, 1, 700);
        var isDown = new AtomicBoolean(true);
        try (var node = Node.start(hub, checkpoints, "&batchSize=50&askEndEvery=200ms", exchange -> {
            if (isDown.get()) {
                throw new IllegalStateException("the other side is away");
            }
            seen.add(exchange);
        })) {
            await().atMost(LONG).until(() -> node.status().partitions().stream().anyMatch(one -> one.behindEvents() == 700));
            Events.send(hub, 0, 700, 5_000, i -> new EventData("more"));
            await().atMost(LONG).until(() -> node.status().partitions().stream().anyMatch(one -> one.behindEvents() == 5_000));

            isDown.set(false);

            await().atMost(LONG).until(() -> seen.count() == 5_000);
            await().atMost(LONG).until(() -> node.status().partitions().stream().allMatch(one -> one.behindEvents() == 0));
        }
    }

    @Test
    void eventsThatComeOneByOneWithoutAPauseDoNotWaitForAFullBatch() throws Exception {
        var seenMeanwhile = 0;
        try (var producer = Events.producer(hub); var node = Node.start(hub, checkpoints, "&batchSize=500&batchWait=500ms", seen::add)) {
            for (var sent = 0; sent < 300 && seenMeanwhile == 0; sent++) {
                producer.send(List.of(new EventData("event " + sent)), new SendOptions().setPartitionId("0"));
                TimeUnit.MILLISECONDS.sleep(50);
                seenMeanwhile = seen.count();
            }
            assertThat(node.status().problem()).isEmpty();
        }
        assertThat(seenMeanwhile).as("while more came and came").isPositive();
    }

    @Test
    void whatComesTogetherIsCutByItsBytes() throws Exception {
        Events.send(hub, 0, 0, 100, i -> new EventData("x".repeat(1_000)));
        try (var node = Node.start(hub, checkpoints, "&batchSize=100&batchBytes=10000", seen::add)) {
            await().atMost(LONG).until(() -> seen.count() == 100);
            assertThat(seen.sizes()).allMatch(size -> size <= 10);
            assertThat(seen.of("0")).containsExactlyElementsOf(LongStream.range(0, 100).boxed().toList());
            assertThat(node.status().problem()).isEmpty();
        }
    }

    @Test
    void aBatchThatFailsComesAgainBeforeAnyOther() throws Exception {
        Events.send(hub, 2, 500);
        var calls = new AtomicInteger();
        try (var node = Node.start(hub, checkpoints, "&batchSize=50", exchange -> {
            if (calls.incrementAndGet() % 3 == 0) {
                throw new IllegalStateException("the other side is away");
            }
            seen.add(exchange);
        })) {
            await().atMost(LONG).until(() -> seen.count() == 1_000);
            assertThat(seen.of("0")).containsExactlyElementsOf(LongStream.range(0, 500).boxed().toList());
            assertThat(seen.of("1")).containsExactlyElementsOf(LongStream.range(0, 500).boxed().toList());
            assertThat(node.status().partitions()).anyMatch(one -> one.failures() > 0);
            await().atMost(LONG).until(() -> node.status().problem().isEmpty());
        }
    }
}
