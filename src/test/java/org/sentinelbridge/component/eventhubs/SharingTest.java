package org.sentinelbridge.component.eventhubs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.azure.messaging.eventhubs.CheckpointStore;
import com.azure.messaging.eventhubs.EventData;
import com.azure.messaging.eventhubs.models.Checkpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sentinelbridge.sandbox.eventhubs.EventHubOptions;
import org.sentinelbridge.sandbox.eventhubs.EventHubsStandIn;
import org.sentinelbridge.sandbox.eventhubs.HubState;

/** Several processes, connections that are cut, partitions that are taken away: every event is worked on. */
class SharingTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final Seen seen = new Seen();
    private EventHubsStandIn hub;

    @BeforeEach
    void start() throws Exception {
        hub = EventHubsStandIn.start(EventHubOptions.defaults().withHub("shared", 4).withRetention(20_000, 40 << 20));
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void twoProcessesShareAndWhenOneDiesTheOtherTakesOver(Database database) throws Exception {
        var url = database.make(folder);
        var dead = new AtomicBoolean();
        var seenByFirst = new Seen();
        var seenBySecond = new Seen();
        try (var firstStore = Database.open(url);
                var secondStore = Database.open(url);
                var cutOff = new CuttableStore(new JdbcCheckpointStore(firstStore));
                var first = mortal(cutOff, "&batchSize=10", dead, seenByFirst);
                var second = Node.start(hub, new JdbcCheckpointStore(secondStore), "&batchSize=10", seenBySecond::add)) {
            Events.send(hub, 4, 50);
            await().atMost(LONG).until(() -> distinct(seenByFirst, seenBySecond) == 200);
            awaitBothHaveSome(seenByFirst, seenBySecond);
            // dies: neither renews what it has nor works on anything
            dead.set(true);
            cutOff.cut();
            var sent = sent();
            Events.send(hub, 4, 100);
            await().atMost(LONG).until(() -> distinct(seenByFirst, seenBySecond) >= sent + 400);
            assertThat(first).isNotNull();
            assertThat(second.status().partitions()).hasSize(4);
        }
    }

    @Test
    void oneDiesWhileBothAdaptToEventsOfOtherSizes() throws Exception {
        var url = Database.SQLITE.make(folder);
        var dead = new AtomicBoolean();
        var seenByFirst = new Seen();
        var seenBySecond = new Seen();
        try (var firstStore = Database.open(url);
                var secondStore = Database.open(url);
                var cutOff = new CuttableStore(new JdbcCheckpointStore(firstStore));
                var first = mortal(cutOff, "&batchSize=50", dead, seenByFirst);
                var second = Node.start(hub, new JdbcCheckpointStore(secondStore), "&batchSize=50", seenBySecond::add)) {
            awaitBothHaveSome(seenByFirst, seenBySecond);
            Events.send(hub, 4, 1_500); // so small that many are fetched ahead: by new clients
            for (var partition = 0; partition < 4; partition++) {
                Events.send(hub, partition, 0, 60, i -> new EventData(new byte[400_000])); // and now by others, that fetch few
            }
            await().atMost(LONG).until(() -> distinct(seenByFirst, seenBySecond) > sent() / 2);
            dead.set(true);
            cutOff.cut();
            Events.send(hub, 4, 500);
            await().atMost(LONG).until(() -> distinct(seenByFirst, seenBySecond) == sent());
            assertThat(first).isNotNull();
            assertThat(second.status().partitions()).hasSize(4);
        }
    }

    private Node mortal(CheckpointStore checkpoints, String options, AtomicBoolean dead, Seen seenByIt) throws Exception {
        return Node.start(hub, checkpoints, options, exchange -> {
            if (dead.get()) {
                TimeUnit.SECONDS.sleep(2);
                throw new IllegalStateException("a dead process works on nothing");
            }
            seenByIt.add(exchange);
        });
    }

    private void awaitBothHaveSome(Seen one, Seen other) {
        await().alias("both have some").atMost(LONG).until(() -> {
            hub.publish(Collections.nCopies(8, new byte[] {'x'}));
            return partitionsLately(one) > 0 && partitionsLately(other) > 0;
        });
    }

    private long sent() {
        return hub.state().partitions().stream().mapToLong(partition -> partition.received()).sum();
    }

    private static int partitionsLately(Seen seen) {
        return seen.all().size();
    }

    private static long distinct(Seen... all) {
        Set<String> ids = new TreeSet<>();
        for (var seen : all) {
            seen.all().forEach((partition, list) -> list.forEach(sequence -> ids.add(partition + "-" + sequence)));
        }
        return ids.size();
    }

    @Test
    void connectionsThatAreCutAreMadeAgain() throws Exception {
        var checkpoints = new MemoryCheckpointStore();
        try (var node = Node.start(hub, checkpoints, "&batchSize=50", seen::add)) {
            for (var round = 0; round < 3; round++) {
                Events.send(hub, 4, 100);
                var expected = (round + 1) * 400;
                await().atMost(LONG).until(() -> seen.count() >= expected / 2);
                hub.cutConnections();
                await().atMost(LONG).until(() -> seen.distinct() == expected);
            }
            assertThat(seen.count()).isEqualTo(1_200);
            assertThat(node.status().partitions()).hasSize(4);
        }
    }

    @Test
    void eventsThatComeLateComeAllTheSame() throws Exception {
        Events.send(hub, 4, 10);
        hub.delay(700);
        try (var node = Node.start(hub, new MemoryCheckpointStore(), "", seen::add)) {
            await().atMost(LONG).until(() -> seen.count() == 40);
            assertThat(node.status().partitions()).hasSize(4);
        }
    }

    @Test
    void whoeverLosesAPartitionLeavesItsCheckpointAlone() throws Exception {
        var checkpoints = new MemoryCheckpointStore();
        var inRoute = new CountDownLatch(1);
        var taken = new CountDownLatch(1);
        Events.send(hub, 1, 30);
        try (var node = Node.start(hub, checkpoints, "&batchSize=10", exchange -> {
            if (Seen.partition(exchange).equals("0") && inRoute.getCount() > 0) {
                inRoute.countDown();
                taken.await(LONG.toSeconds(), TimeUnit.SECONDS);
            }
            seen.add(exchange);
        })) {
            assertThat(inRoute.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
            // another process takes the partition, works on all of it and on events behind, while our batch is in the route
            checkpoints.take("0", "another-process");
            checkpoints.keep(new Checkpoint().setFullyQualifiedNamespace("127.0.0.1").setEventHubName("shared")
                    .setConsumerGroup("$default").setPartitionId("0").setSequenceNumber(29L).setOffsetString("999999"));
            hub.steal("$Default", "0");
            TimeUnit.MILLISECONDS.sleep(1_200);
            taken.countDown();
            await().atMost(LONG).until(() -> seen.count() >= 10);
            await().during(Duration.ofSeconds(1)).atMost(LONG).until(() -> checkpoints.at("0") == 29);
            assertThat(node.status().problem()).isEmpty();
        }
    }

    @Test
    void aPartitionOfWhichTheReceiverWasSentAwayIsTakenAgain() throws Exception {
        Events.send(hub, 4, 10);
        try (var node = Node.start(hub, new MemoryCheckpointStore(), "", seen::add)) {
            await().atMost(LONG).until(() -> seen.count() == 40);
            hub.steal("$Default", "2");
            Events.send(hub, 4, 10);
            await().atMost(LONG).until(() -> seen.distinct() == 80);
            assertThat(seen.of("2")).containsExactlyElementsOf(LongStream.range(0, 20).boxed().toList());
            assertThat(node.status().partitions()).hasSize(4);
        }
    }

    @Test
    void aBatchThatNeverGetsThroughGivesThePartitionUpForAWhile() throws Exception {
        var checkpoints = new MemoryCheckpointStore();
        var away = new AtomicBoolean(true);
        Events.send(hub, 1, 10);
        try (var node = Node.start(hub, checkpoints, "&retryFor=200ms", exchange -> {
            if (away.get()) {
                throw new IllegalStateException("away");
            }
            seen.add(exchange);
        })) {
            await().atMost(LONG).until(() -> node.status().problem().isPresent());
            await().atMost(LONG).until(() -> node.status().partitions().stream().anyMatch(one -> one.failures() >= 4));
            away.set(false);
            await().atMost(LONG).until(() -> seen.distinct() == 10);
            await().atMost(LONG).until(() -> checkpoints.at("0") == 9);
            await().atMost(LONG).until(() -> node.status().problem().isEmpty());
        }
    }

    /** As on a slow machine, where the late end of one receiver takes its successor out of the SDK's books. */
    @Test
    void aReceiverThatTheSdkHasLostCountOfIsReplacedOnceAndForAll() throws Exception {
        var url = Database.SQLITE.make(folder);
        try (var store = Database.open(url); var node = Node.start(hub, new JdbcCheckpointStore(store), "", seen::add)) {
            Events.send(hub, 4, 10);
            await().atMost(LONG).until(() -> seen.distinct() == 40);

            var pumps = node.pumps();
            pumps.remove("2");

            await().atMost(LONG).until(() -> pumps.containsKey("2"));
            var replacement = pumps.get("2");
            await().during(Duration.ofSeconds(25)).atMost(LONG).until(() -> pumps.get("2") == replacement);
            Events.send(hub, 4, 10);
            await().atMost(LONG).until(() -> seen.distinct() == 80);
            assertThat(seen.of("2")).containsExactlyElementsOf(LongStream.range(0, 20).boxed().toList());
            assertThat(hub.state().partitions()).extracting(HubState.Partition::receivers).containsOnly(1);
        }
    }
}
