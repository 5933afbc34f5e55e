package org.sentinelbridge.component.eventhubs;

import com.azure.messaging.eventhubs.models.Checkpoint;
import com.azure.messaging.eventhubs.models.PartitionOwnership;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.sentinelbridge.base.store.Store;
import org.sentinelbridge.base.store.Writes.Write;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Ownership of partitions and checkpoints in our store. Processes that share the store share the partitions; of two who claim the same
 * one, the row's etag lets only one have it. Names of namespace, hub and consumer group are not case sensitive, as with the SDK's
 * Blob store.
 *
 * <p>Everything happens in the thread of the store's writes, what is only read too: so the SDK, which asks again at once after it
 * has claimed, sees what it has got. None of the SDK's threads waits for the database.
 */
public final class JdbcCheckpointStore implements OwnedCheckpointStore {

    private static final String OF_GROUP = " WHERE namespace = :namespace AND hub = :hub AND consumer_group = :group";
    private static final String OF_PARTITION = OF_GROUP + " AND partition_id = :partition";

    private final Store store;

    public JdbcCheckpointStore(Store store) {
        this.store = store;
    }

    private record Place(String namespace, String hub, String group, String partition) {

        static Place of(String namespace, String hub, String group, String partition) {
            return new Place(lower(namespace), lower(hub), lower(group), partition);
        }

        Map<String, String> ofGroup() {
            return Map.of("namespace", namespace, "hub", hub, "group", group);
        }

        Map<String, String> ofPartition() {
            return Map.of("namespace", namespace, "hub", hub, "group", group, "partition", partition);
        }

        private static String lower(String name) {
            return name.toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Flux<PartitionOwnership> listOwnership(String namespace, String hub, String group) {
        var place = Place.of(namespace, hub, group, "");
        return inStore(handle -> {
            // The SDK compares with the clock of this machine, which need not be that of the store.
            var ahead = System.currentTimeMillis() - store.now(handle);
            return handle.createQuery("SELECT partition_id, owner_id, etag, modified_at FROM event_hub_owner" + OF_GROUP)
                    .bindMap(place.ofGroup())
                    .map((row, context) -> new PartitionOwnership()
                            .setFullyQualifiedNamespace(place.namespace())
                            .setEventHubName(place.hub())
                            .setConsumerGroup(place.group())
                            .setPartitionId(row.getString("partition_id"))
                            .setOwnerId(row.getString("owner_id"))
                            .setETag(row.getString("etag"))
                            .setLastModifiedTime(row.getLong("modified_at") + ahead))
                    .list();
        }).flatMapIterable(Function.identity());
    }

    @Override
    public Flux<PartitionOwnership> claimOwnership(List<PartitionOwnership> wanted) {
        return inStore(handle -> wanted.stream().flatMap(one -> claim(handle, one).stream()).toList())
                .flatMapIterable(Function.identity());
    }

    private Optional<PartitionOwnership> claim(Handle handle, PartitionOwnership wanted) {
        var place = Place.of(
                wanted.getFullyQualifiedNamespace(), wanted.getEventHubName(), wanted.getConsumerGroup(), wanted.getPartitionId());
        var before = Optional.ofNullable(wanted.getETag()).filter(etag -> !etag.isEmpty()).map(Long::valueOf);
        var now = store.now(handle);
        var sql = before.isPresent()
                ? "UPDATE event_hub_owner SET owner_id = :owner, etag = :next, modified_at = :now" + OF_PARTITION + " AND etag = :before"
                : "INSERT INTO event_hub_owner (namespace, hub, consumer_group, partition_id, owner_id, etag, modified_at)"
                        + " VALUES (:namespace, :hub, :group, :partition, :owner, :next, :now) ON CONFLICT DO NOTHING";
        var next = before.orElse(0L) + 1;
        var update = handle.createUpdate(sql)
                .bindMap(place.ofPartition())
                .bind("owner", wanted.getOwnerId())
                .bind("next", next)
                .bind("now", now);
        var changed = before.map(etag -> update.bind("before", etag)).orElse(update).execute();
        return changed == 0 ? Optional.empty() : Optional.of(new PartitionOwnership()
                .setFullyQualifiedNamespace(place.namespace())
                .setEventHubName(place.hub())
                .setConsumerGroup(place.group())
                .setPartitionId(place.partition())
                .setOwnerId(wanted.getOwnerId())
                .setETag(String.valueOf(next))
                .setLastModifiedTime(System.currentTimeMillis()));
    }

    @Override
    public Flux<Checkpoint> listCheckpoints(String namespace, String hub, String group) {
        var place = Place.of(namespace, hub, group, "");
        return inStore(handle -> handle.createQuery(
                                "SELECT partition_id, sequence_number, event_offset FROM event_hub_checkpoint" + OF_GROUP)
                        .bindMap(place.ofGroup())
                        .map((row, context) -> new Checkpoint()
                                .setFullyQualifiedNamespace(place.namespace())
                                .setEventHubName(place.hub())
                                .setConsumerGroup(place.group())
                                .setPartitionId(row.getString("partition_id"))
                                .setSequenceNumber(row.getLong("sequence_number"))
                                .setOffsetString(row.getString("event_offset")))
                        .list())
                .flatMapIterable(Function.identity());
    }

    @Override
    public Mono<Void> updateCheckpoint(Checkpoint checkpoint) {
        return inStore(handle -> write(handle, checkpoint)).then();
    }

    @Override
    public Mono<Void> updateCheckpoint(Checkpoint checkpoint, String ownerId) {
        return inStore(handle -> {
            var place = place(checkpoint);
            // Changes nothing, but keeps the row from being claimed until the checkpoint is written.
            var mine = handle.createUpdate("UPDATE event_hub_owner SET owner_id = owner_id" + OF_PARTITION + " AND owner_id = :owner")
                    .bindMap(place.ofPartition())
                    .bind("owner", ownerId)
                    .execute();
            return mine == 1 && write(handle, checkpoint);
        }).flatMap(done -> done ? Mono.<Void>empty() : Mono.error(new PartitionLostException(checkpoint.getPartitionId())));
    }

    private boolean write(Handle handle, Checkpoint checkpoint) {
        handle.createUpdate("INSERT INTO event_hub_checkpoint"
                        + " (namespace, hub, consumer_group, partition_id, sequence_number, event_offset, modified_at)"
                        + " VALUES (:namespace, :hub, :group, :partition, :sequence, :offset, :now)"
                        + " ON CONFLICT (namespace, hub, consumer_group, partition_id) DO UPDATE"
                        + " SET sequence_number = excluded.sequence_number, event_offset = excluded.event_offset,"
                        + " modified_at = excluded.modified_at")
                .bindMap(place(checkpoint).ofPartition())
                .bind("sequence", checkpoint.getSequenceNumber())
                .bind("offset", checkpoint.getOffsetString())
                .bind("now", store.now(handle))
                .execute();
        return true;
    }

    private static Place place(Checkpoint checkpoint) {
        return Place.of(checkpoint.getFullyQualifiedNamespace(), checkpoint.getEventHubName(), checkpoint.getConsumerGroup(),
                checkpoint.getPartitionId());
    }

    private <T> Mono<T> inStore(Write<T> work) {
        return Mono.fromFuture(() -> store.writes().submit(work)).publishOn(Schedulers.boundedElastic());
    }
}
