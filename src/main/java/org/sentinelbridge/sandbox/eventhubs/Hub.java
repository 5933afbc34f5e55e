package org.sentinelbridge.sandbox.eventhubs;

import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.qpid.proton.message.Message;

/** The event hub: its partitions, and who receives from them. Confined to the thread of the {@link AmqpLoop}. */
final class Hub {

    private final EventHubOptions options;
    private final Date createdAt = new Date();
    private final List<PartitionLog> partitions = new ArrayList<>();
    /** By consumer group and partition. */
    private final Map<String, Seats> seats = new HashMap<>();
    private int nextPartition;

    Hub(EventHubOptions options) {
        this.options = options;
        for (var i = 0; i < options.partitions(); i++) {
            partitions.add(new PartitionLog(options));
        }
    }

    String name() {
        return options.hub();
    }

    Date createdAt() {
        return createdAt;
    }

    List<String> partitionIds() {
        return IntStream.range(0, partitions.size()).mapToObj(Integer::toString).toList();
    }

    boolean hasGroup(String consumerGroup) {
        return options.consumerGroups().contains(consumerGroup.toLowerCase(Locale.ROOT));
    }

    Optional<PartitionLog> partition(String id) {
        return partitionIds().contains(id) ? Optional.of(partitions.get(Integer.parseInt(id))) : Optional.empty();
    }

    Seats seats(String consumerGroup, String partitionId) {
        return seats.computeIfAbsent(consumerGroup.toLowerCase(Locale.ROOT) + '/' + partitionId, key -> new Seats());
    }

    /**
     * Stores the events of one transfer as the service does: all in one partition, in their order.
     *
     * @param partitionId empty when the sender leaves the choice to the service
     * @param partitionKey empty for one partition after the other; the same key always goes to the same partition
     * @param bytes size of the whole transfer
     */
    void publish(Optional<String> partitionId, Optional<String> partitionKey, int bytes, List<Message> events) {
        var index = partitionId.map(Integer::parseInt).orElseGet(() -> Math.floorMod(
                partitionKey.map(String::hashCode).orElseGet(() -> nextPartition++), partitions.size()));
        var log = partitions.get(index);
        var now = System.currentTimeMillis();
        var size = bytes / events.size();
        for (var event : events) {
            log.append(now, (sequence, offset, enqueuedAt) -> Messages.encodeStored(event, size, sequence, offset, enqueuedAt));
        }
        for (var group : options.consumerGroups()) {
            seats(group, Integer.toString(index)).deliver();
        }
    }

    /** Forgets all events; who receives goes on with what comes next. */
    void clear() {
        partitions.forEach(PartitionLog::clear);
    }

    HubState state(int connections) {
        var states = partitionIds().stream().map(id -> {
            var log = partitions.get(Integer.parseInt(id));
            var receivers = options.consumerGroups().stream().mapToInt(group -> seats(group, id).taken()).sum();
            return new HubState.Partition(
                    id, log.appended(), log.nextSequence() - log.firstSequence(), log.bytes(), log.nextSequence() - 1, receivers);
        }).toList();
        return new HubState(name(), connections, states);
    }
}
