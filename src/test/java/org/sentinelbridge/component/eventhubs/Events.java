package org.sentinelbridge.component.eventhubs;

import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.messaging.eventhubs.EventData;
import com.azure.messaging.eventhubs.EventHubClientBuilder;
import com.azure.messaging.eventhubs.EventHubProducerClient;
import com.azure.messaging.eventhubs.models.CreateBatchOptions;
import java.time.Duration;
import java.util.function.IntFunction;
import org.sentinelbridge.sandbox.eventhubs.EventHubsStandIn;

/** The SDK's own producer. */
final class Events {

    private Events() {}

    /** Sends so many events to each partition: {@code 0-17} is number 17 of partition 0. */
    static void send(EventHubsStandIn hub, int partitions, int toEach) {
        for (var partition = 0; partition < partitions; partition++) {
            var id = partition;
            send(hub, id, 0, toEach, i -> new EventData(id + "-" + i));
        }
    }

    static void send(EventHubsStandIn hub, int partition, int from, int to, IntFunction<EventData> make) {
        try (var producer = producer(hub)) {
            var options = new CreateBatchOptions().setPartitionId(String.valueOf(partition));
            var batch = producer.createBatch(options);
            for (var i = from; i < to; i++) {
                var event = make.apply(i);
                if (!batch.tryAdd(event)) {
                    producer.send(batch);
                    batch = producer.createBatch(options);
                    batch.tryAdd(event);
                }
            }
            producer.send(batch);
        }
    }

    static EventHubProducerClient producer(EventHubsStandIn hub) {
        return new EventHubClientBuilder()
                .connectionString(hub.connectionString())
                .retryOptions(quick())
                .buildProducerClient();
    }

    static AmqpRetryOptions quick() {
        return new AmqpRetryOptions().setDelay(Duration.ofMillis(50)).setMaxDelay(Duration.ofSeconds(10)).setTryTimeout(Duration.ofSeconds(10));
    }
}
