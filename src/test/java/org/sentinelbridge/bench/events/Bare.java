package org.sentinelbridge.bench.events;

import com.azure.messaging.eventhubs.EventProcessorClientBuilder;
import com.azure.messaging.eventhubs.LoadBalancingStrategy;
import com.azure.messaging.eventhubs.models.EventPosition;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.sentinelbridge.component.eventhubs.MemoryCheckpointStore;

/** What the bridge is compared with: the SDK receives events, in batches as large as the bridge's, and nothing is done with them. */
public final class Bare {

    private static final int BATCH = 500;

    private Bare() {}

    /** Takes the connection string and the port that tells how many events have come. */
    public static void main(String[] arguments) throws Exception {
        var events = new AtomicLong();
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[1])), 10);
        server.createContext("/count", exchange -> {
            var text = String.valueOf(events.get()).getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(200, text.length);
            exchange.getResponseBody().write(text);
            exchange.close();
        });
        server.start();
        new EventProcessorClientBuilder()
                .connectionString(arguments[0])
                .consumerGroup("$Default")
                .checkpointStore(new MemoryCheckpointStore())
                .prefetchCount(BATCH)
                .loadBalancingStrategy(LoadBalancingStrategy.GREEDY)
                .loadBalancingUpdateInterval(Duration.ofMillis(500))
                .initialPartitionEventPosition(partition -> EventPosition.earliest())
                .processEventBatch(batch -> {
                    events.addAndGet(batch.getEvents().size());
                    if (!batch.getEvents().isEmpty()) {
                        batch.updateCheckpoint();
                    }
                }, BATCH, Duration.ofSeconds(1))
                .processError(error -> {})
                .buildEventProcessorClient()
                .start();
    }
}
