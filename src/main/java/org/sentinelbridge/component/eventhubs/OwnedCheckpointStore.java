package org.sentinelbridge.component.eventhubs;

import com.azure.messaging.eventhubs.CheckpointStore;
import com.azure.messaging.eventhubs.models.Checkpoint;
import reactor.core.publisher.Mono;

/** A store that itself sees to it that only the owner of a partition moves its checkpoint. */
public interface OwnedCheckpointStore extends CheckpointStore {

    /**
     * Moves the checkpoint, if the partition is this owner's at that moment; nobody can become the owner in between.
     *
     * @return fails with {@link PartitionLostException} if it is not
     */
    Mono<Void> updateCheckpoint(Checkpoint checkpoint, String ownerId);
}
