package org.sentinelbridge.component.eventhubs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.azure.messaging.eventhubs.EventData;
import com.azure.messaging.eventhubs.models.EventPosition;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.FailedToCreateRouteException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sentinelbridge.sandbox.eventhubs.EventHubOptions;
import org.sentinelbridge.sandbox.eventhubs.EventHubsStandIn;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Where a partition without a checkpoint is read from, and options that are wrong. */
class StartPositionTest {

    private static final Duration LONG = Duration.ofSeconds(40);

    private final Seen seen = new Seen();
    private EventHubsStandIn hub;

    @BeforeEach
    void start() throws Exception {
        hub = EventHubsStandIn.start(EventHubOptions.defaults().withHub("starts", 2).goingOn(System.currentTimeMillis()));
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void theEarliestEventUnlessItIsSaidOtherwise() throws Exception {
        Events.send(hub, 2, 5);
        try (var node = Node.start(hub, new MemoryCheckpointStore(), "", seen::add)) {
            await().atMost(LONG).until(() -> seen.count() == 10);
            assertThat(node.status().problem()).isEmpty();
        }
    }

    @Test
    void theLatestOne() throws Exception {
        Events.send(hub, 2, 5);
        try (var node = Node.start(hub, new MemoryCheckpointStore(), "&startPosition=latest", seen::add)) {
            await().atMost(LONG).until(() -> hub.state().partitions().stream().allMatch(one -> one.receivers() == 1));
            Events.send(hub, 2, 3);
            await().atMost(LONG).until(() -> seen.count() == 6);
            assertThat(node.status().problem()).isEmpty();
        }
    }

    @Test
    void theLatestOneIsThatOfTheFirstStartAlsoWhenNothingWasDoneWithUntilTheNext() throws Exception {
        var checkpoints = new MemoryCheckpointStore();
        Events.send(hub, 0, 0, 5, i -> new EventData("before"));
        try (var node = Node.start(hub, checkpoints, "&startPosition=latest", exchange -> {
            throw new IllegalStateException("away");
        })) {
            await().atMost(LONG).until(() -> hub.state().partitions().stream().allMatch(one -> one.receivers() == 1));
            Events.send(hub, 2, 3);
            await().atMost(LONG).until(() -> node.status().problem().isPresent());
        }
        Events.send(hub, 2, 3);
        try (var node = Node.start(hub, checkpoints, "&startPosition=latest", seen::add)) {
            await().atMost(LONG).until(() -> seen.count() == 12);
            assertThat(seen.of("0")).as("none of those before").hasSize(6).isSorted();
            assertThat(seen.of("1")).hasSize(6).isSorted();
            assertThat(node.status().problem()).isEmpty();
        }
    }

    @Test
    void onesOfTheirOwnForSinglePartitions() throws Exception {
        Events.send(hub, 2, 5);
        var positions = Map.of("1", EventPosition.latest());
        try (var node = Node.start(hub, new MemoryCheckpointStore(), "", configuration -> configuration.setEventPosition(positions), seen::add)) {
            await().atMost(LONG).until(() -> seen.count() == 5);
            assertThat(seen.of("1")).isEmpty();
            assertThat(node.status().problem()).isEmpty();
        }
    }

    @Test
    void whoeverKeptAPlaceInAnEarlierLogFindsAllOfTheNewOne() throws Exception {
        var checkpoints = new MemoryCheckpointStore();
        Events.send(hub, 2, 5);
        try (var node = Node.start(hub, checkpoints, "", seen::add)) {
            await().atMost(LONG).until(() -> checkpoints.at("0") > 0 && checkpoints.at("1") > 0);
            assertThat(node.status().partitions()).hasSize(2);
        }
        hub.close();
        hub = EventHubsStandIn.start(EventHubOptions.defaults().withHub("starts", 2).goingOn(System.currentTimeMillis()));
        Events.send(hub, 2, 5);
        try (var node = Node.start(hub, checkpoints, "", seen::add)) {
            await().atMost(LONG).until(() -> seen.count() == 20);
            assertThat(node.status().problem()).isEmpty();
        }
    }

    @Test
    void wrongOptionsAreNamed() {
        for (var wrong : Map.of("batchSize=0", "batchSize", "batchWait=0", "batchWait", "takeOver=1s", "takeOver",
                "balanceEvery=1m", "balanceEvery", "prefetchCount=9000", "prefetchCount").entrySet()) {
            assertThatThrownBy(() -> Node.start(hub, new MemoryCheckpointStore(), "&" + wrong.getKey(), seen::add))
                    .isInstanceOf(FailedToCreateRouteException.class)
                    .hasStackTraceContaining("eventhubs-batch: " + wrong.getValue());
        }
    }
}
