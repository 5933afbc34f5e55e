package org.sentinelbridge.eventhubs;

import com.azure.messaging.eventhubs.CheckpointStore;
import com.azure.messaging.eventhubs.EventData;
import com.azure.messaging.eventhubs.EventProcessorClientBuilder;
import com.azure.messaging.eventhubs.LoadBalancingStrategy;
import com.azure.messaging.eventhubs.models.EventPosition;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.sentinelbridge.sandbox.eventhubs.EventHubOptions;
import org.sentinelbridge.sandbox.eventhubs.EventHubsStandIn;

/** Not a test: events/s of our consumer with a route that does nothing, beside the bare SDK; from the first event to the last. */
public final class SpeedRun {

    private static final int PARTITIONS = 4;

    private SpeedRun() {}

    public static void main(String[] arguments) throws Exception {
        var events = Integer.parseInt(arguments[0]);
        var size = Integer.parseInt(arguments[1]);
        var hub = EventHubsStandIn.start(EventHubOptions.defaults().withHub("speed", PARTITIONS).withRetention(events, 2L << 30));
        for (var partition = 0; partition < PARTITIONS; partition++) {
            Events.send(hub, partition, 0, events / PARTITIONS, i -> new EventData("x".repeat(size)));
        }
        for (var round = 0; round < 3; round++) {
            bare(hub, events);
            ours(hub, events, new MemoryCheckpointStore(), "memory");
            var file = Files.createTempDirectory("speed").resolve("speed.db");
            try (var store = Database.open("jdbc:sqlite:" + file)) {
                ours(hub, events, new JdbcCheckpointStore(store), "sqlite");
            }
        }
        System.exit(0);
    }

    private static void bare(EventHubsStandIn hub, int events) throws Exception {
        var count = new AtomicInteger();
        var first = new AtomicLong();
        var started = System.nanoTime();
        var client = new EventProcessorClientBuilder()
                .connectionString(hub.connectionString())
                .consumerGroup("$Default")
                .checkpointStore(new MemoryCheckpointStore())
                .prefetchCount(500)
                .loadBalancingStrategy(LoadBalancingStrategy.GREEDY)
                .loadBalancingUpdateInterval(Duration.ofMillis(300))
                .partitionOwnershipExpirationInterval(Duration.ofSeconds(3))
                .initialPartitionEventPosition(partition -> EventPosition.earliest())
                .processEventBatch(batch -> {
                    first.compareAndSet(0, System.nanoTime());
                    count.addAndGet(batch.getEvents().size());
                    if (!batch.getEvents().isEmpty()) {
                        batch.updateCheckpoint();
                    }
                }, 500, Duration.ofSeconds(1))
                .processError(error -> {})
                .buildEventProcessorClient();
        client.start();
        finish("bare SDK", count, events, first, started);
        client.stop();
    }

    private static void ours(EventHubsStandIn hub, int events, CheckpointStore store, String name)
            throws Exception {
        var count = new AtomicInteger();
        var first = new AtomicLong();
        var started = System.nanoTime();
        try (var node = Node.start(hub, store, "&batchSize=500&batchWait=1s&prefetchCount=" + System.getProperty("prefetch", "100"), exchange -> {
            first.compareAndSet(0, System.nanoTime());
            count.addAndGet(Seen.events(exchange).size());
        })) {
            finish("ours, " + name, count, events, first, started);
            node.stopRoute();
        }
    }

    private static void finish(String name, AtomicInteger count, int events, AtomicLong first, long started) throws Exception {
        while (count.get() < events) {
            Thread.sleep(5);
        }
        var end = System.nanoTime();
        System.out.printf("%-14s %,9.0f events/s; first after %.1f s%n", name, events / ((end - first.get()) / 1e9), (first.get() - started) / 1e9);
    }
}
