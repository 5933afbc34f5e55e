package org.sentinelbridge.component.eventhubs;

import com.azure.messaging.eventhubs.CheckpointStore;
import com.azure.messaging.eventhubs.models.Checkpoint;
import com.azure.messaging.eventhubs.models.PartitionContext;
import com.azure.messaging.eventhubs.models.PartitionOwnership;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Stands between one client of the SDK and the store, and so knows which partitions are this client's. The SDK itself learns that a
 * partition was taken only when its thread is free again, and would then still move the checkpoint that is another's.
 *
 * <p>It also keeps the SDK from three habits: of asking without a pause when it gets no partition, of going to sleep for good when
 * the store fails at the wrong moment, and of leaving a partition alone that it has itself closed after a failure, until its own
 * claim has run out. And it hands no partition out that still has a receiver of this process ({@link Pumps}).
 */
final class Ownership implements CheckpointStore {

    private static final Logger LOG = LoggerFactory.getLogger(Ownership.class);
    /** A store that does not check by itself is asked again when what it last said is older. */
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final CheckpointStore store;
    /** Owner by partition, as last seen; the owner of a free one is an empty text. */
    private final Map<String, String> owners = new ConcurrentHashMap<>();
    private final Pumps pumps = new Pumps(System::nanoTime);
    private final Runnable whenClaimed;
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile String me = "";
    private volatile long seenAt = System.nanoTime() - FRESH.toNanos();
    private volatile boolean pauseNext;
    private volatile boolean stopping;
    private volatile String trouble = "";

    /** @param whenClaimed is told of each round in which the hub and the store have answered */
    Ownership(CheckpointStore store, Runnable whenClaimed) {
        this.store = store;
        this.whenClaimed = whenClaimed;
    }

    /** The SDK receives from the partition. */
    void opened(PartitionContext pump) {
        pumps.begun(pump.getPartitionId(), pump);
    }

    /** The SDK no longer receives from the partition, because something has failed. */
    void closed(PartitionContext pump) {
        pumps.ended(pump.getPartitionId(), pump);
    }

    /** Whether it is this receiver from which the partition's events are to be taken. */
    boolean isCurrent(PartitionContext pump) {
        return pumps.isCurrent(pump.getPartitionId(), pump);
    }

    /** Whether the partition is ours, as far as is known. */
    boolean has(String partition) {
        return !me.isEmpty() && me.equals(owners.get(partition));
    }

    /** Says that the SDK is about to be stopped. */
    void stopping() {
        stopping = true;
    }

    /** Waits until the SDK, in its stop, has given all partitions back. */
    boolean awaitRelease(Duration most) throws InterruptedException {
        return released.await(most.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public Flux<PartitionOwnership> listOwnership(String namespace, String hub, String group) {
        return Flux.defer(() -> {
            var look = look(namespace, hub, group);
            var paused = pauseNext;
            pauseNext = false;
            return paused ? Mono.delay(PAUSE, Schedulers.boundedElastic()).thenMany(look) : look;
        });
    }

    private Flux<PartitionOwnership> look(String namespace, String hub, String group) {
        return store.listOwnership(namespace, hub, group)
                .collectList()
                .doOnNext(this::seen)
                .flatMapIterable(all -> all)
                .map(this::offered);
    }

    /**
     * What is ours, but closed, is shown to the SDK as free, so that it claims it anew. What has a receiver is not, even if the claim
     * has run out while the process stood still.
     */
    private PartitionOwnership offered(PartitionOwnership one) {
        if (stopping || !has(one.getPartitionId())) {
            return one;
        }
        switch (pumps.state(one.getPartitionId())) {
            case FREE -> {
                pauseNext = true;
                one.setOwnerId("");
            }
            case HELD -> one.setLastModifiedTime(System.currentTimeMillis());
            case UNKNOWN -> { }
        }
        return one;
    }

    private void seen(List<PartitionOwnership> all) {
        all.forEach(one -> owners.put(one.getPartitionId(), one.getOwnerId()));
        seenAt = System.nanoTime();
    }

    /** Never fails: after a failure the SDK would not look again. What could not be claimed is claimed in the next round. */
    @Override
    public Flux<PartitionOwnership> claimOwnership(List<PartitionOwnership> wanted) {
        var releases = wanted.stream().allMatch(one -> one.getOwnerId().isEmpty());
        if (!releases) {
            me = wanted.get(0).getOwnerId();
        }
        if (!releases || wanted.isEmpty()) {
            var kept = wanted.stream().map(PartitionOwnership::getPartitionId).collect(Collectors.toSet());
            pumps.round(partition -> kept.contains(partition) || !has(partition));
        }
        return Flux.defer(() -> store.claimOwnership(wanted))
                .doOnComplete(() -> {
                    trouble = "";
                    whenClaimed.run();
                })
                .onErrorResume(e -> {
                    tell(Causes.text(e));
                    return Mono.empty();
                })
                .collectList()
                .doOnNext(got -> claimed(wanted, got))
                .doFinally(signal -> {
                    if (releases && stopping) {
                        released.countDown();
                    }
                })
                .flatMapIterable(all -> all);
    }

    /** Once, although it is tried twice a second. */
    private void tell(String failure) {
        if (!failure.equals(trouble)) {
            LOG.warn("Partitions cannot be claimed, which is tried again and again: {}", failure);
        }
        trouble = failure;
    }

    /** What was not got is another's now, or the store is out of order: the next look tells. */
    private void claimed(List<PartitionOwnership> wanted, List<PartitionOwnership> got) {
        pauseNext |= got.size() < wanted.size();
        got.forEach(one -> owners.put(one.getPartitionId(), one.getOwnerId()));
    }

    @Override
    public Flux<Checkpoint> listCheckpoints(String namespace, String hub, String group) {
        return Flux.defer(() -> store.listCheckpoints(namespace, hub, group));
    }

    /** Moves a checkpoint of ours; fails with {@link PartitionLostException} if the partition is another's. */
    @Override
    public Mono<Void> updateCheckpoint(Checkpoint checkpoint) {
        if (store instanceof OwnedCheckpointStore owned) {
            return Mono.defer(() -> owned.updateCheckpoint(checkpoint, me));
        }
        return Mono.defer(() -> System.nanoTime() - seenAt < FRESH.toNanos()
                        ? Mono.empty()
                        : look(checkpoint.getFullyQualifiedNamespace(), checkpoint.getEventHubName(), checkpoint.getConsumerGroup()).then())
                .then(Mono.defer(() -> has(checkpoint.getPartitionId())
                        ? store.updateCheckpoint(checkpoint)
                        : Mono.error(new PartitionLostException(checkpoint.getPartitionId()))));
    }
}
