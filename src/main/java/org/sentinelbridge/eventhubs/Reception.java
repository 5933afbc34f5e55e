package org.sentinelbridge.eventhubs;

import com.azure.messaging.eventhubs.EventData;
import com.azure.messaging.eventhubs.models.Checkpoint;
import com.azure.messaging.eventhubs.models.EventBatchContext;
import com.azure.messaging.eventhubs.models.PartitionContext;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done with each batch between one start and the next stop: into the route until it has worked, then the checkpoint. Runs in
 * the SDK's thread of the partition, which waits meanwhile.
 */
final class Reception {

    private static final Logger LOG = LoggerFactory.getLogger(Reception.class);
    private static final Duration CHECKPOINT = Duration.ofSeconds(30);

    private final EventHubsBatchConfiguration options;
    private final Route route;
    private final Ownership ownership;
    private final EventHubsStatus status;
    private final Gate gate;

    /** The Camel route. */
    interface Route {
        /** Ends well, or throws what the exchange ended with. */
        void run(PartitionContext partition, List<EventData> events) throws Exception;
    }

    private interface Action {
        void run() throws Exception;
    }

    Reception(EventHubsBatchConfiguration options, Route route, Ownership ownership, EventHubsStatus status, Gate gate) {
        this.options = options;
        this.route = route;
        this.ownership = ownership;
        this.status = status;
        this.gate = gate;
    }

    /**
     * Takes a batch.
     *
     * @throws RuntimeException if the partition is to be given up; the SDK closes it, and takes it again after a while
     */
    void take(EventBatchContext context) {
        // The SDK also tells that nothing has come. Once a batch was turned away at the gate all are, so none is passed over.
        if (context.getEvents().isEmpty() || !gate.enter()) {
            return;
        }
        var partition = context.getPartitionContext();
        var counts = status.partition(partition.getEventHubName(), partition.getPartitionId());
        try {
            for (var portion : Portions.of(context.getEvents(), options.getBatchBytes())) {
                var last = portion.get(portion.size() - 1);
                counts.begins(portion.get(0).getEnqueuedTime());
                if (!persist(partition, counts, "not processed", () -> route.run(partition, portion))) {
                    return;
                }
                counts.done(portion.size());
                if (!persist(partition, counts, "no checkpoint", () -> checkpoint(partition, last))) {
                    return;
                }
                counts.checkpoint(last.getSequenceNumber());
                if (gate.isClosed()) {
                    return;
                }
            }
        } finally {
            counts.ends();
            gate.leave();
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
