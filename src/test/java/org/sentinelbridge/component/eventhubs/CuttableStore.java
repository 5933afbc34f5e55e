package org.sentinelbridge.component.eventhubs;

import com.azure.messaging.eventhubs.models.Checkpoint;
import com.azure.messaging.eventhubs.models.PartitionOwnership;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A store that a process can be cut off from, as when it hangs or its network is gone. */
final class CuttableStore implements OwnedCheckpointStore, AutoCloseable {

    private final OwnedCheckpointStore store;
    private volatile boolean cut;

    CuttableStore(OwnedCheckpointStore store) {
        this.store = store;
    }

    void cut() {
        cut = true;
    }

    /** Stops in peace. */
    @Override
    public void close() {
        cut = false;
    }

    @Override
    public Flux<PartitionOwnership> listOwnership(String namespace, String hub, String group) {
        return cut ? Flux.error(gone()) : store.listOwnership(namespace, hub, group);
    }

    @Override
    public Flux<PartitionOwnership> claimOwnership(List<PartitionOwnership> wanted) {
        return cut ? Flux.error(gone()) : store.claimOwnership(wanted);
    }

    @Override
    public Flux<Checkpoint> listCheckpoints(String namespace, String hub, String group) {
        return cut ? Flux.error(gone()) : store.listCheckpoints(namespace, hub, group);
    }

    @Override
    public Mono<Void> updateCheckpoint(Checkpoint checkpoint) {
        return cut ? Mono.error(gone()) : store.updateCheckpoint(checkpoint);
    }

    @Override
    public Mono<Void> updateCheckpoint(Checkpoint checkpoint, String ownerId) {
        return cut ? Mono.error(gone()) : store.updateCheckpoint(checkpoint, ownerId);
    }

    private static RuntimeException gone() {
        return new IllegalArgumentException("the store cannot be reached");
    }
}
