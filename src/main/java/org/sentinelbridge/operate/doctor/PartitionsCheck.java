package org.sentinelbridge.operate.doctor;

import com.azure.messaging.eventhubs.CheckpointStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.base.store.Store;
import org.sentinelbridge.component.eventhubs.BlobCheckpoints;
import org.sentinelbridge.component.eventhubs.HubProbe.Partition;
import org.sentinelbridge.component.eventhubs.JdbcCheckpointStore;

/** Whether the hub and its partitions can be read, and how many events the bridge is behind in each. */
final class PartitionsCheck implements Check {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Hub hub;
    private final Checkpoints checkpoints;

    /** How far events have come. */
    interface Checkpoints {
        /** @return sequence numbers by partition; none for a partition that was never read */
        Map<String, Long> sequences() throws Exception;
    }

    PartitionsCheck(Hub hub, Checkpoints checkpoints) {
        this.hub = hub;
        this.checkpoints = checkpoints;
    }

    @Override
    public String name() {
        return "partitions";
    }

    @Override
    public Finding look() throws Exception {
        List<Partition> partitions;
        try (var probe = hub.probe()) {
            partitions = probe.partitions();
        } catch (RuntimeException e) {
            return hub.finding(name(), e);
        }
        return judge(partitions, checkpoints.sequences());
    }

    /** Those in our store; none if it is not there yet. */
    static Checkpoints inStore(Settings settings, Hub hub) {
        return () -> {
            var store = Store.existing(settings);
            if (store.isEmpty()) {
                return Map.of();
            }
            try (var open = store.get()) {
                return read(new JdbcCheckpointStore(open), hub);
            }
        };
    }

    /** Those in Blob storage. */
    static Checkpoints inBlobs(Supplier<BlobCheckpoints> blobs, Hub hub) {
        return () -> read(blobs.get(), hub);
    }

    private static Map<String, Long> read(CheckpointStore checkpoints, Hub hub) {
        var sequences = new HashMap<String, Long>();
        var place = hub.place();
        checkpoints.listCheckpoints(place.namespace(), place.name(), hub.group())
                .doOnNext(one -> Optional.ofNullable(one.getSequenceNumber()).ifPresent(number -> sequences.put(one.getPartitionId(), number)))
                .blockLast(LIMIT);
        return sequences;
    }

    Finding judge(List<Partition> partitions, Map<String, Long> sequences) {
        var behind = new ArrayList<String>();
        var lost = new ArrayList<String>();
        var sum = 0L;
        for (var partition : partitions) {
            var at = sequences.getOrDefault(partition.id(), partition.first() - 1);
            var count = partition.last() < 0 ? 0 : Math.max(0, partition.last() - Math.max(at, partition.first() - 1));
            sum += count;
            behind.add(partition.id() + ": " + count);
            if (sequences.containsKey(partition.id()) && partition.last() >= 0 && at + 1 < partition.first()) {
                lost.add(partition.id() + ": " + (partition.first() - at - 1));
            }
        }
        var text = "Hub " + hub.place().name() + " has " + partitions.size() + " partitions; events not read yet: " + sum + " (" + String.join(", ", behind)
                + ")";
        return lost.isEmpty()
                ? Finding.ok(name(), text)
                : Finding.warn(name(), text + "; expired before they were read (by partition): " + String.join(", ", lost), "Events wait only as"
                        + " long as the hub's retention says: run the bridge, or keep them longer");
    }
}
