package org.sentinelbridge.eventhubs;

import com.azure.core.amqp.exception.AmqpErrorCondition;
import com.azure.core.amqp.exception.AmqpException;
import com.azure.messaging.eventhubs.EventData;
import com.azure.messaging.eventhubs.EventProcessorClient;
import com.azure.messaging.eventhubs.models.ErrorContext;
import com.azure.messaging.eventhubs.models.PartitionContext;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts and stops the SDK's client, and makes exchanges of batches. */
final class EventHubsBatchConsumer extends DefaultConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(EventHubsBatchConsumer.class);
    /** How the SDK calls the partition when something fails that concerns none. */
    private static final String NO_PARTITION = "NONE";
    private static final Duration SDK_STOP = Duration.ofSeconds(30);
    private static final Duration RELEASE = Duration.ofSeconds(10);

    private final EventHubsBatchConfiguration options;
    private final EventHubsStatus status;
    private Gate gate = new Gate();
    private Ownership ownership;
    private EventProcessorClient client;
    private HubEnds ends;

    EventHubsBatchConsumer(
            EventHubsBatchEndpoint endpoint, Processor processor, EventHubsBatchConfiguration options, EventHubsStatus status) {
        super(endpoint, processor);
        this.options = options;
        this.status = status;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        var newGate = new Gate();
        gate = newGate;
        var hub = options.getEventHubName().toLowerCase(Locale.ROOT);
        var owned = new Ownership(ProcessorClients.checkpoints(options), () -> status.works(hub, ""));
        ownership = owned;
        var reception = new Reception(options, this::run, owned, status, newGate);
        client = ProcessorClients.builder(options, ownership)
                .processEventBatch(reception::take, options.atOnce(), options.getBatchWait())
                .processPartitionInitialization(context -> begun(context.getPartitionContext(), owned, reception))
                .processPartitionClose(context -> owned.closed(context.getPartitionContext().getPartitionId()))
                .processError(context -> failed(context, newGate))
                .buildEventProcessorClient();
        client.start();
        ends = new HubEnds(options, status, owned::has);
    }

    /** Lets the batches that the route is working on end with their checkpoints before the partitions are given back. */
    @Override
    protected void doStop() throws Exception {
        if (client != null) {
            var most = getEndpoint().getCamelContext().getShutdownStrategy().getTimeout();
            if (!gate.close(Duration.ofSeconds(most))) {
                LOG.warn("{}: a batch did not end within {} s; it will come again", options.getEventHubName(), most);
            }
            ownership.stopping();
            stopInBackground(client, ends);
            if (!ownership.awaitRelease(RELEASE)) {
                LOG.info("{}: partitions are not given back; others take them after {} s",
                        options.getEventHubName(), options.getTakeOver().toSeconds());
            }
            status.stopped(options.getEventHubName().toLowerCase(Locale.ROOT));
            client = null;
        }
        super.doStop();
    }

    /**
     * In half of all cases the SDK waits ten seconds for a thread of its own that waits for the end of itself. By then
     * everything that matters is done.
     */
    private static void stopInBackground(EventProcessorClient client, HubEnds ends) {
        var thread = new Thread(() -> {
            try (ends) {
                client.stop(SDK_STOP);
            } catch (RuntimeException e) {
                LOG.debug("The SDK's client did not stop in time", e);
            }
        }, "event-hubs-stop");
        thread.setDaemon(true);
        thread.start();
    }

    private void begun(PartitionContext partition, Ownership owned, Reception reception) {
        reception.opened(partition.getPartitionId());
        status.find(partition.getEventHubName(), partition.getPartitionId()).ifPresent(PartitionStatus::isOfAnother);
        owned.opened(partition.getPartitionId());
        LOG.info("{}/{}: receiving", partition.getEventHubName(), partition.getPartitionId());
    }

    /** The SDK goes on by itself. It also reports its own stop as errors, and that another process has taken a partition. */
    private void failed(ErrorContext context, Gate ofThisStart) {
        if (ofThisStart.isClosed()) {
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

    private void run(PartitionContext partition, List<EventData> events) throws Exception {
        var exchange = createExchange(true);
        try {
            var message = exchange.getMessage();
            message.setBody(events);
            message.setHeader(EventHubsBatchComponent.PARTITION_ID, partition.getPartitionId());
            message.setHeader(EventHubsBatchComponent.EVENTS, events.size());
            message.setHeader(EventHubsBatchComponent.SEQUENCE_NUMBER, events.get(events.size() - 1).getSequenceNumber());
            message.setHeader(EventHubsBatchComponent.HUB, partition.getEventHubName());
            message.setHeader(EventHubsBatchComponent.CONSUMER_GROUP, partition.getConsumerGroup());
            getProcessor().process(exchange);
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
        } finally {
            releaseExchange(exchange, true);
        }
    }
}
