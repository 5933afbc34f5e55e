package org.sentinelbridge.component.eventhubs;

import com.azure.messaging.eventhubs.CheckpointStore;
import com.azure.messaging.eventhubs.EventHubConsumerClient;
import com.azure.messaging.eventhubs.models.Checkpoint;
import com.azure.messaging.eventhubs.models.EventPosition;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Where the latest event of a partition is when it is received from for the first time. That becomes the checkpoint, so that who
 * receives next goes on there, even if no event was done with until then: where latest is by that time, is behind some of them.
 */
final class LatestStart {

    private static final Logger LOG = LoggerFactory.getLogger(LatestStart.class);
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final EventHubConsumerClient hub;
    private final CheckpointStore checkpoints;

    /** @param checkpoints that of the receiver, which the partition is already claimed by */
    LatestStart(EventHubConsumerClient hub, CheckpointStore checkpoints) {
        this.hub = hub;
        this.checkpoints = checkpoints;
    }

    /** The latest event, or where the service finds it a little later if it cannot be asked now. */
    EventPosition of(String partition) {
        try {
            // not in this thread, which may be one that must not wait for an answer in the SDK's way
            return Mono.fromCallable(() -> keep(partition)).subscribeOn(Schedulers.boundedElastic()).toFuture().get(
                    LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return EventPosition.latest();
        } catch (Exception e) {
            LOG.warn("Partition {}: its latest event is not known, so a start before the first event may pass over some: {}",
                    partition, Causes.text(e));
            return EventPosition.latest();
        }
    }

    private EventPosition keep(String partition) {
        var end = hub.getPartitionProperties(partition);
        checkpoints.updateCheckpoint(new Checkpoint()
                        .setFullyQualifiedNamespace(asAskedFor(hub.getFullyQualifiedNamespace()))
                        .setEventHubName(asAskedFor(hub.getEventHubName()))
                        .setConsumerGroup(asAskedFor(hub.getConsumerGroup()))
                        .setPartitionId(partition)
                        .setSequenceNumber(end.getLastEnqueuedSequenceNumber())
                        .setOffsetString(end.getLastEnqueuedOffset()))
                .block(LIMIT);
        return EventPosition.fromOffsetString(end.getLastEnqueuedOffset());
    }

    /** EventProcessorClient asks for checkpoints by names in lower case, and Blob storage tells them from others. */
    private static String asAskedFor(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
