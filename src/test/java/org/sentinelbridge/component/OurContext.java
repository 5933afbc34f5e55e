package org.sentinelbridge.component;

import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.core.credential.TokenCredential;
import com.azure.messaging.eventhubs.CheckpointStore;
import com.azure.storage.common.StorageSharedKeyCredential;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.sentinelbridge.base.store.Database;
import org.sentinelbridge.base.retry.Turns;
import org.sentinelbridge.component.conversation.Conversations;
import org.sentinelbridge.component.eventhubs.MemoryCheckpointStore;
import org.sentinelbridge.component.mapping.Mappings;
import org.sentinelbridge.component.outbox.Limits;
import org.sentinelbridge.component.outbox.Outboxes;
import org.sentinelbridge.component.parked.Replays;

/** A context with all that endpoints of our components ask for. */
final class OurContext implements AutoCloseable {

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final Outboxes outboxes;

    OurContext(Path folder) throws Exception {
        var store = Database.open("jdbc:sqlite:" + folder.resolve("bridge.db"));
        outboxes = new Outboxes(store, new Limits(1_000, 1_000_000, Duration.ofDays(1)), Duration.ZERO);
        camel.getRegistry().bind("outboxes", outboxes);
        camel.getRegistry().bind("conversations", new Conversations(store, new Turns()));
        camel.getRegistry().bind("replays", new Replays(store, Duration.ofMinutes(1)));
        camel.getRegistry().bind("mappings", new Mappings(Path.of("routes", "mappings"), new ObjectMapper().createObjectNode()));
        beans().forEach((type, bean) -> camel.getRegistry().bind(type, bean));
        camel.start();
    }

    /** For options that take a bean; their names are the types that the metadata name. */
    private static Map<String, Object> beans() {
        return Map.of(
                TokenCredential.class.getName(), (TokenCredential) request -> null,
                CheckpointStore.class.getName(), new MemoryCheckpointStore(),
                AmqpRetryOptions.class.getName(), new AmqpRetryOptions(),
                StorageSharedKeyCredential.class.getName(), new StorageSharedKeyCredential("account", "a2V5"),
                Map.class.getName(), Map.of());
    }

    DefaultCamelContext camel() {
        return camel;
    }

    @Override
    public void close() throws IOException {
        camel.close();
        outboxes.close();
    }
}
