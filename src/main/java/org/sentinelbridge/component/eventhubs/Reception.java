package org.sentinelbridge.component.eventhubs;

import com.azure.messaging.eventhubs.EventData;
import com.azure.messaging.eventhubs.models.Checkpoint;
import com.azure.messaging.eventhubs.models.EventBatchContext;
import com.azure.messaging.eventhubs.models.PartitionContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done with each batch between one start and the next stop: into the route until it has worked, then the checkpoint. Runs in
 * the SDK's thread of the partition, which waits meanwhile.
 */
final class Reception {

    private static final Logger LOG = LoggerFactory.getLogger(Reception.class);
    private static final Duration CHECKPOINT = Duration.ofSeconds(30);
    /** Of uncompressed events at the same time. The largest that is read has as many; documents of some of its records come on top. */
    private static final int ROOM = 16 * 1024 * 1024;

    private final EventHubsBatchConfiguration options;
    private final int atOnce;
    private final Scales scales;
    private final Route route;
    private final Ownership ownership;
    private final EventHubsStatus status;
    private final Gate gate;
    private final Admission admission;
    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();

    /** The Camel route. */
    interface Route {
        /** Ends well, or throws what the exchange ended with. */
        void run(PartitionContext partition, List<EventData> events) throws Exception;
    }

    /** What learns how large events are. */
    interface Scales {
        /** @param bytes of the bodies of these events together, as they came */
        void weigh(String partition, int events, long bytes);
    }

    private interface Action {
        void run() throws Exception;
    }

    /**
     * @param atOnce how many events the SDK is asked for at a time
     * @param scales is told of all that comes, before anything is done with it
     */
    Reception(
            EventHubsBatchConfiguration options,
            int atOnce,
            Scales scales,
            Route route,
            Ownership ownership,
            EventHubsStatus status,
            Gate gate) {
        this.options = options;
        this.atOnce = atOnce;
        this.scales = scales;
        this.route = route;
        this.ownership = ownership;
        this.status = status;
        this.gate = gate;
        this.admission = new Admission(options.getConcurrentBatches(), ROOM);
    }

    /** The SDK begins to receive from a partition, at its checkpoint. */
    void opened(String partition) {
        lanes.compute(partition, (id, before) -> before == null ? new Lane() : before.again());
    }

    /**
     * Takes what has come from a partition.
     *
     * @throws RuntimeException if the partition is to be given up; the SDK closes it, and takes it again after a while
     */
    void take(EventBatchContext context) {
        // Once something was turned away at the gate everything is, so that nothing is passed over.
        if (!gate.enter()) {
            return;
        }
        try {
            if (!ownership.isCurrent(context.getPartitionContext())) {
                throw new IllegalStateException("This receiver of partition " + context.getPartitionContext().getPartitionId()
                        + " is not the current one of this process");
            }
            var lane = lanes.computeIfAbsent(context.getPartitionContext().getPartitionId(), id -> new Lane());
            lane.lock().lock();
            try {
                take(lane, context);
            } finally {
                lane.lock().unlock();
            }
        } finally {
            gate.leave();
        }
    }

    private void take(Lane lane, EventBatchContext context) {
        var events = context.getEvents();
        lane.add(events);
        scales.weigh(context.getPartitionContext().getPartitionId(), events.size(),
                events.stream().mapToLong(event -> event.getBody().length).sum());
        // The SDK has waited for more if it brings less than it may, or nothing.
        var noMoreToCome = events.size() < atOnce;
        try {
            while (lane.isFull(options) || lane.isDue(options) || noMoreToCome && !lane.isEmpty()) {
                if (gate.isClosed() || !work(context.getPartitionContext(), lane.next(options))) {
                    return;
                }
            }
        } catch (RuntimeException e) {
            lane.clear();
            throw e;
        }
    }

    /** False if the batch is left for the next start. */
    private boolean work(PartitionContext partition, Lane.Batch batch) {
        if (!isLetIn(batch)) {
            return false;
        }
        var events = batch.events();
        var counts = status.partition(partition.getEventHubName(), partition.getPartitionId());
        var last = events.get(events.size() - 1);
        try {
            counts.begins(events.get(0).getSequenceNumber(), events.get(0).getEnqueuedTime());
            if (!persist(partition, counts, "not processed", () -> route.run(partition, events))) {
                return false;
            }
            counts.done(events.size());
            if (!persist(partition, counts, "no checkpoint", () -> checkpoint(partition, last))) {
                return false;
            }
            counts.checkpoint(last.getSequenceNumber());
            return true;
        } finally {
            counts.ends();
            admission.leave(batch.bytes());
        }
    }

    /** Waits until not too much of other partitions is in the route; false once the gate is closed. */
    private boolean isLetIn(Lane.Batch batch) {
        try {
            return admission.enter(batch.bytes(), gate::isClosed);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a batch was waiting for its turn", e);
        }
    }

    private void checkpoint(PartitionContext partition, EventData last) {
        ownership.updateCheckpoint(new Checkpoint()
                        .setFullyQualifiedNamespace(partition.getFullyQualifiedNamespace())
                        .setEventHubName(partition.getEventHubName())
                        .setConsumerGroup(partition.getConsumerGroup())
                        .setPartitionId(partition.getPartitionId())
                        .setSequenceNumber(last.getSequenceNumber())
                        .setOffsetString(last.getOffsetString()))
                .block(CHECKPOINT);
    }

    /**
     * Does something until it has worked.
     *
     * @return false if it has not, because the gate was closed
     * @throws PartitionLostException if the partition is another's now
     * @throws IllegalStateException if it has not worked for too long
     */
    private boolean persist(PartitionContext partition, PartitionStatus counts, String what, Action action) {
        var id = partition.getPartitionId();
        var since = System.nanoTime();
        for (var wait = options.getFirstDelay(); ; wait = doubled(wait)) {
            try {
                action.run();
                status.works(partition.getEventHubName(), id);
                return true;
            } catch (PartitionLostException e) {
                LOG.info("{}/{}: {}", partition.getEventHubName(), id, e.getMessage());
                throw e;
            } catch (Exception e) {
                counts.failed();
                giveUpOrWait(partition, what, e, wait, System.nanoTime() - since);
                if (gate.isClosed()) {
                    return false;
                }
            }
        }
    }

    private void giveUpOrWait(PartitionContext partition, String what, Exception failure, Duration wait, long nanosSpent) {
        var hub = partition.getEventHubName();
        var id = partition.getPartitionId();
        var text = what + ": " + Causes.text(failure);
        var news = status.fails(hub, id, text);
        if (gate.isClosed()) {
            LOG.warn("{}/{}: {}; it comes again after the next start", hub, id, text);
            return;
        }
        if (nanosSpent + wait.toNanos() > options.getRetryFor().toNanos()) {
            LOG.warn("{}/{}: {}; the partition is given up for a while", hub, id, text);
            throw new IllegalStateException("The batch does not get through", failure);
        }
        if (news) {
            LOG.warn("{}/{}: {}; again in {} ms, and so on", hub, id, text, wait.toMillis());
        }
        try {
            gate.pause(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a batch was waiting for its next attempt", e);
        }
        if (!gate.isClosed() && !ownership.has(id)) {
            throw new PartitionLostException(id);
        }
    }

    private Duration doubled(Duration wait) {
        var twice = wait.multipliedBy(2);
        return twice.compareTo(options.getMostDelay()) < 0 ? twice : options.getMostDelay();
    }
}
