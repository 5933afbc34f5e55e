package org.sentinelbridge.component.eventhubs;

import com.azure.messaging.eventhubs.EventData;
import com.azure.messaging.eventhubs.models.PartitionContext;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts and stops a receiver, replaces it when another number of events is to be fetched ahead, and makes exchanges of batches. */
final class EventHubsBatchConsumer extends DefaultConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(EventHubsBatchConsumer.class);
    /** Of the memory there is, so much may be filled with events that were fetched ahead. */
    private static final int SHARE = 4;

    private final EventHubsBatchConfiguration options;
    private final EventHubsStatus status;
    private final AtomicBoolean receiving = new AtomicBoolean();
    private final Object turn = new Object();
    private Optional<Receiver> receiver = Optional.empty();

    EventHubsBatchConsumer(
            EventHubsBatchEndpoint endpoint, Processor processor, EventHubsBatchConfiguration options, EventHubsStatus status) {
        super(endpoint, processor);
        this.options = options;
        this.status = status;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        receiving.set(true);
        synchronized (turn) {
            var prefetch = new Prefetch(options.getPrefetchCount(), Runtime.getRuntime().maxMemory() / SHARE, InstantSource.system());
            receiver = Optional.of(receive(prefetch));
        }
    }

    private Receiver receive(Prefetch prefetch) {
        return new Receiver(options, status, prefetch.count(), (partition, events, bytes) -> {
            if (prefetch.weigh(partition, events, bytes)) {
                renewInBackground(prefetch);
            }
        }, this::run);
    }

    /** Not in the caller's thread, which the receiver waits for when it stops. */
    private void renewInBackground(Prefetch prefetch) {
        var thread = new Thread(() -> {
            try {
                renew(prefetch);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                var text = "nothing is received, restart the bridge: " + Causes.text(e);
                status.fails(options.getEventHubName().toLowerCase(Locale.ROOT), "", text);
                LOG.error("{}: {}", options.getEventHubName(), text, e);
            }
        }, "event-hubs-prefetch");
        thread.setDaemon(true);
        thread.start();
    }

    private void renew(Prefetch prefetch) throws InterruptedException {
        synchronized (turn) {
            if (!receiving.get()) {
                return;
            }
            LOG.info("{}: fetches {} events of each partition ahead from now on, by their size", options.getEventHubName(), prefetch.count());
            end();
            if (receiving.get()) {
                receiver = Optional.of(receive(prefetch));
            }
        }
    }

    private void end() throws InterruptedException {
        var old = receiver;
        receiver = Optional.empty();
        if (old.isPresent()) {
            old.get().stop(Duration.ofSeconds(getEndpoint().getCamelContext().getShutdownStrategy().getTimeout()));
        }
    }

    @Override
    protected void doStop() throws Exception {
        receiving.set(false);
        synchronized (turn) {
            end();
        }
        super.doStop();
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
