package org.sentinelbridge.component.eventhubs;

import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.core.amqp.exception.AmqpErrorCondition;
import com.azure.core.amqp.exception.AmqpException;
import com.azure.messaging.eventhubs.EventHubConsumerClient;
import com.azure.messaging.eventhubs.EventProcessorClient;
import com.azure.messaging.eventhubs.models.ErrorContext;
import com.azure.messaging.eventhubs.models.PartitionContext;
import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client of the SDK, from its start to its stop. */
final class Receiver {

    private static final Logger LOG = LoggerFactory.getLogger(Receiver.class);
    /** How the SDK calls the partition when something fails that concerns none. */
    private static final String NO_PARTITION = "NONE";
    private static final Duration SDK_STOP = Duration.ofSeconds(30);
    private static final Duration ANSWER = Duration.ofSeconds(8);
    private static final Duration RELEASE = Duration.ofSeconds(10);

    private final EventHubsBatchConfiguration options;
    private final EventHubsStatus status;
    private final Gate gate = new Gate();
    private final Ownership ownership;
    private final Reception reception;
    private final EventProcessorClient client;
    private final EventHubConsumerClient asking;
    private final HubEnds ends;

    /**
     * Starts to receive, in the background.
     *
     * @param prefetch how many events of each partition are fetched ahead
     * @param scales is told what comes in; see {@link Reception}
     */
    Receiver(EventHubsBatchConfiguration options, EventHubsStatus status, int prefetch, Reception.Scales scales, Reception.Route route) {
        this.options = options;
        this.status = status;
        var hub = hub();
        ownership = new Ownership(ProcessorClients.checkpoints(options), () -> status.works(hub, ""));
        var atOnce = Prefetch.atOnce(prefetch);
        reception = new Reception(options, atOnce, scales, route, ownership, status, gate);
        asking = ProcessorClients.consumer(options)
                .retryOptions(new AmqpRetryOptions().setMaxRetries(0).setTryTimeout(ANSWER))
                .buildConsumerClient();
        client = ProcessorClients.builder(options, ownership, prefetch, new LatestStart(asking, ownership)::of)
                .processEventBatch(reception::take, atOnce, options.getBatchWait())
                .processPartitionInitialization(context -> begun(context.getPartitionContext()))
                .processPartitionClose(context -> ownership.closed(context.getPartitionContext()))
                .processError(this::failed)
                .buildEventProcessorClient();
        client.start();
        ends = new HubEnds(asking, options, status, ownership::has);
    }

    private String hub() {
        return options.getEventHubName().toLowerCase(Locale.ROOT);
    }

    /**
     * Lets the batches that the route is working on end with their checkpoints before the partitions are given back.
     *
     * @param most how long that may take
     */
    void stop(Duration most) throws InterruptedException {
        if (!gate.close(most)) {
            LOG.warn("{}: a batch did not end within {} s; it will come again", options.getEventHubName(), most.toSeconds());
        }
        ownership.stopping();
        stopInBackground();
        if (!ownership.awaitRelease(RELEASE)) {
            LOG.info("{}: partitions are not given back; others take them after {} s",
                    options.getEventHubName(), options.getTakeOver().toSeconds());
        }
        status.stopped(hub());
    }

    /**
     * In half of all cases the SDK waits ten seconds for a thread of its own that waits for the end of itself. By then
     * everything that matters is done.
     */
    private void stopInBackground() {
        var thread = new Thread(() -> {
            try (asking; ends) {
                client.stop(SDK_STOP);
            } catch (RuntimeException e) {
                LOG.debug("The SDK's client did not stop in time", e);
            }
        }, "event-hubs-stop");
        thread.setDaemon(true);
        thread.start();
    }

    private void begun(PartitionContext partition) {
        reception.opened(partition.getPartitionId());
        status.find(partition.getEventHubName(), partition.getPartitionId()).ifPresent(PartitionStatus::isOfAnother);
        ownership.opened(partition);
        LOG.info("{}/{}: receiving", partition.getEventHubName(), partition.getPartitionId());
    }

    /** The SDK goes on by itself. It also reports its own stop as errors, and that another process has taken a partition. */
    private void failed(ErrorContext context) {
        if (gate.isClosed()) {
            return;
        }
        var partition = context.getPartitionContext();
        var id = partition.getPartitionId().equals(NO_PARTITION) ? "" : partition.getPartitionId();
        if (context.getThrowable() instanceof AmqpException amqp && amqp.getErrorCondition() == AmqpErrorCondition.LINK_STOLEN) {
            LOG.info("{}/{}: another receiver has taken this partition", partition.getEventHubName(), id);
            return;
        }
        var text = Causes.text(context.getThrowable());
        if (status.fails(partition.getEventHubName(), id, text)) {
            LOG.warn("{}{}: receiving fails: {}", partition.getEventHubName(), id.isEmpty() ? "" : "/" + id, text);
        }
    }
}
