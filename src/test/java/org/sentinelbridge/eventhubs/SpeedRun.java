package org.sentinelbridge.eventhubs;

import com.azure.messaging.eventhubs.CheckpointStore;
import com.azure.messaging.eventhubs.EventData;
import com.azure.messaging.eventhubs.EventProcessorClientBuilder;
import com.azure.messaging.eventhubs.LoadBalancingStrategy;
import com.azure.messaging.eventhubs.models.EventPosition;
import java.nio.file.Files;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;
import org.sentinelbridge.sandbox.eventhubs.EventHubOptions;
import org.sentinelbridge.sandbox.eventhubs.EventHubsStandIn;

/** Not a test: events/s of our consumer with a route that does nothing, beside the bare SDK; from the first event to the last. */
public final class SpeedRun {

    private static final int PARTITIONS = 4;

    private SpeedRun() {}

    public static void main(String[] arguments) throws Exception {
        var events = Integer.parseInt(arguments[0]);
        var size = Integer.parseInt(arguments[1]);
        var prefetch = Integer.parseInt(arguments[2]);
        var hub = EventHubsStandIn.start(EventHubOptions.defaults().withHub("speed", PARTITIONS).withRetention(events, 2L << 30));
        for (var partition = 0; partition < PARTITIONS; partition++) {
            Events.send(hub, partition, 0, events / PARTITIONS, i -> new EventData("x".repeat(size)));
        }
        for (var round = 0; round < 3; round++) {
            bare(new Tally("bare SDK, 500 at once", events), hub, 500, 500);
            bare(new Tally("bare SDK, as we ask it", events), hub, prefetch, Math.min(500, Math.max(1, prefetch / 2)));
            ours(new Tally("ours, memory", events), hub, prefetch, new MemoryCheckpointStore());
            var file = Files.createTempDirectory("speed").resolve("speed.db");
            try (var store = Database.open("jdbc:sqlite:" + file)) {
                ours(new Tally("ours, SQLite", events), hub, prefetch, new JdbcCheckpointStore(store));
            }
        }
        System.exit(0);
    }

    private static void bare(Tally tally, EventHubsStandIn hub, int prefetch, int atOnce) throws Exception {
        var client = new EventProcessorClientBuilder()
                .connectionString(hub.connectionString())
                .consumerGroup("$Default")
                .checkpointStore(new MemoryCheckpointStore())
                .prefetchCount(prefetch)
                .loadBalancingStrategy(LoadBalancingStrategy.GREEDY)
                .loadBalancingUpdateInterval(Duration.ofMillis(300))
                .partitionOwnershipExpirationInterval(Duration.ofSeconds(3))
                .initialPartitionEventPosition(partition -> EventPosition.earliest())
                .processEventBatch(batch -> {
                    tally.add(batch.getPartitionContext().getPartitionId(), batch.getEvents());
                    if (!batch.getEvents().isEmpty()) {
                        batch.updateCheckpoint();
                    }
                }, atOnce, Duration.ofSeconds(1))
                .processError(error -> {})
                .buildEventProcessorClient();
        client.start();
        tally.finish();
        client.stop();
    }

    private static void ours(Tally tally, EventHubsStandIn hub, int prefetch, CheckpointStore store) throws Exception {
        var options = "&batchSize=500&batchWait=1s&prefetchCount=" + prefetch;
        try (var node = Node.start(hub, store, options, exchange -> tally.add(Seen.partition(exchange), Seen.events(exchange)))) {
            tally.finish();
            node.stopRoute();
        }
        Thread.sleep(11_000); // the SDK ends in the background, and must not be measured with the next one
    }

    /** Every event counts once, however often it comes. */
    private static final class Tally {

        private final String name;
        private final int events;
        private final BitSet[] seen = Stream.generate(BitSet::new).limit(PARTITIONS).toArray(BitSet[]::new);
        private final long started = System.nanoTime();
        private long first;
        private int distinct;
        private int repeated;

        Tally(String name, int events) {
            this.name = name;
            this.events = events;
        }

        synchronized void add(String partition, List<EventData> batch) {
            if (first == 0 && !batch.isEmpty()) {
                first = System.nanoTime();
            }
            var bits = seen[Integer.parseInt(partition)];
            for (var event : batch) {
                var sequence = event.getSequenceNumber().intValue();
                if (bits.get(sequence)) {
                    repeated++;
                } else {
                    bits.set(sequence);
                    distinct++;
                }
            }
            notifyAll();
        }

        synchronized void finish() throws InterruptedException {
            while (distinct < events) {
                wait();
            }
            var end = System.nanoTime();
            System.out.printf("%-24s %,9.0f events/s from the first on, %,9.0f with claiming; %d repeated%n",
                    name, events / ((end - first) / 1e9), events / ((end - started) / 1e9), repeated);
        }
    }
}
