package org.sentinelbridge.component.eventhubs;

import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.core.credential.TokenCredential;
import com.azure.messaging.eventhubs.EventHubClientBuilder;
import com.azure.messaging.eventhubs.EventHubConsumerClient;
import com.azure.messaging.eventhubs.models.EventPosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Looks at an event hub without taking part in receiving from it. Each call throws what the SDK throws, and waits a few seconds. */
public final class HubProbe implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(8);
    private static final Duration MOMENT = Duration.ofMillis(300);

    private final EventHubConsumerClient client;

    /**
     * A partition as the hub tells it.
     *
     * @param first sequence number of the oldest event that is kept
     * @param last sequence number of the newest event; -1 if there was never one
     */
    public record Partition(String id, long first, long last) {}

    private HubProbe(EventHubClientBuilder builder, String group) {
        client = builder.consumerGroup(group)
                .prefetchCount(1)
                .retryOptions(new AmqpRetryOptions().setMaxRetries(0).setTryTimeout(LIMIT))
                .buildConsumerClient();
    }

    public static HubProbe withConnectionString(String connectionString, String hub, String group) {
        return new HubProbe(new EventHubClientBuilder().connectionString(connectionString, hub), group);
    }

    /** With an identity that has the role Azure Event Hubs Data Receiver. */
    public static HubProbe withIdentity(String namespace, String hub, String group, TokenCredential credential) {
        return new HubProbe(new EventHubClientBuilder().credential(namespace, hub, credential), group);
    }

    /** All partitions. */
    public List<Partition> partitions() {
        var partitions = new ArrayList<Partition>();
        for (var id : client.getEventHubProperties().getPartitionIds()) {
            var properties = client.getPartitionProperties(id);
            partitions.add(new Partition(
                    id, properties.getBeginningSequenceNumber(), properties.isEmpty() ? -1 : properties.getLastEnqueuedSequenceNumber()));
        }
        return partitions;
    }

    /**
     * Opens a receiver in the consumer group, without an owner level, and waits for a moment. Where the bridge is receiving, the hub
     * refuses it, and the bridge does not notice.
     */
    public void receive(String partition) {
        client.receiveFromPartition(partition, 1, EventPosition.latest(), MOMENT).forEach(event -> { });
    }

    /** What a failure of these calls says, without a key. */
    public static String text(Throwable failure) {
        return Causes.text(failure);
    }

    @Override
    public void close() {
        client.close();
    }
}
