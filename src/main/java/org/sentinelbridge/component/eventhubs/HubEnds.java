package org.sentinelbridge.component.eventhubs;

import com.azure.messaging.eventhubs.EventHubConsumerClient;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the hub now and then for the newest event of each partition that is received from here. The SDK can have each event bring
 * that along (trackLastEnqueuedEventProperties), but no event comes when the route does not take any, which is when it matters.
 */
final class HubEnds implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HubEnds.class);

    private final EventHubConsumerClient client;
    private final EventHubsStatus status;
    private final String hub;
    private final Predicate<String> isOurs;
    private final ScheduledExecutorService timer;

    /**
     * @param client of the caller, who closes it after this
     * @param isOurs whether a partition, by its id, is received from here
     */
    HubEnds(EventHubConsumerClient client, EventHubsBatchConfiguration options, EventHubsStatus status, Predicate<String> isOurs) {
        this.client = client;
        this.status = status;
        this.hub = options.getEventHubName();
        this.isOurs = isOurs;
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "event-hubs-ends");
            thread.setDaemon(true);
            return thread;
        });
        var every = options.getAskEndEvery().toMillis();
        timer.scheduleWithFixedDelay(this::ask, every, every, TimeUnit.MILLISECONDS);
    }

    private void ask() {
        for (var partition : status.partitions()) {
            if (partition.hub().equalsIgnoreCase(hub)) {
                ask(partition);
            }
        }
    }

    private void ask(PartitionStatus partition) {
        if (!isOurs.test(partition.partition())) {
            partition.isOfAnother();
            return;
        }
        try {
            partition.endsAt(client.getPartitionProperties(partition.partition()).getLastEnqueuedSequenceNumber());
        } catch (RuntimeException e) {
            // what is wrong with the hub, receiving tells
            LOG.debug("{}/{}: its end is not known", hub, partition.partition(), e);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
