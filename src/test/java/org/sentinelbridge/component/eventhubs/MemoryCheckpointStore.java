package org.sentinelbridge.component.eventhubs;

import com.azure.messaging.eventhubs.CheckpointStore;
import com.azure.messaging.eventhubs.models.Checkpoint;
import com.azure.messaging.eventhubs.models.PartitionOwnership;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Ownership and checkpoints of one hub in memory, as dumb as Blob storage: nobody asks whose checkpoint it is. */
public final class MemoryCheckpointStore implements CheckpointStore {

    private final Map<String, PartitionOwnership> owners = new HashMap<>();
    private final Map<String, Checkpoint> checkpoints = new HashMap<>();

    @Override
    public Flux<PartitionOwnership> listOwnership(String namespace, String hub, String group) {
        return Flux.defer(() -> Flux.fromIterable(all()));
    }

    @Override
    public Flux<PartitionOwnership> claimOwnership(List<PartitionOwnership> wanted) {
        return Flux.fromIterable(wanted).mapNotNull(this::claim);
    }

    @Override
    public Flux<Checkpoint> listCheckpoints(String namespace, String hub, String group) {
        return Flux.defer(() -> Flux.fromIterable(places()));
    }

    @Override
    public Mono<Void> updateCheckpoint(Checkpoint checkpoint) {
        return Mono.fromRunnable(() -> keep(checkpoint));
    }

    /** Sequence number of the checkpoint, or -1. */
    synchronized long at(String partition) {
        var checkpoint = checkpoints.get(partition);
        return checkpoint == null ? -1 : checkpoint.getSequenceNumber();
    }

    /** As another process would do it that believes the owner dead. */
    synchronized void take(String partition, String owner) {
        owners.put(partition, copy(owners.get(partition)).setOwnerId(owner).setETag(UUID.randomUUID().toString())
                .setLastModifiedTime(System.currentTimeMillis()));
    }

    synchronized boolean isOwned(String partition) {
        return owners.containsKey(partition) && !owners.get(partition).getOwnerId().isEmpty();
    }

    private synchronized List<PartitionOwnership> all() {
        return owners.values().stream().map(MemoryCheckpointStore::copy).toList();
    }

    private synchronized List<Checkpoint> places() {
        return List.copyOf(checkpoints.values());
    }

    synchronized void keep(Checkpoint checkpoint) {
        checkpoints.put(checkpoint.getPartitionId(), checkpoint);
    }

    private synchronized PartitionOwnership claim(PartitionOwnership wanted) {
        var current = owners.get(wanted.getPartitionId());
        if (!Objects.equals(current == null ? null : current.getETag(), wanted.getETag())) {
            return null;
        }
        var claimed = copy(wanted).setLastModifiedTime(System.currentTimeMillis()).setETag(UUID.randomUUID().toString());
        owners.put(wanted.getPartitionId(), claimed);
        return copy(claimed);
    }

    private static PartitionOwnership copy(PartitionOwnership original) {
        return new PartitionOwnership()
                .setFullyQualifiedNamespace(original.getFullyQualifiedNamespace())
                .setEventHubName(original.getEventHubName())
                .setConsumerGroup(original.getConsumerGroup())
                .setPartitionId(original.getPartitionId())
                .setOwnerId(original.getOwnerId())
                .setETag(original.getETag())
                .setLastModifiedTime(original.getLastModifiedTime());
    }
}
