package org.sentinelbridge.component.eventhubs;

import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.support.DefaultEndpoint;
import org.sentinelbridge.component.StrictComponent;

/**
 * Receive from Azure Event Hubs in batches and at least once.
 *
 * <p>{@link EventHubsBatchComponent} explains its use.
 */
@UriEndpoint(
        scheme = "eventhubs-batch",
        title = "Event Hubs Batch",
        syntax = "eventhubs-batch:namespace/eventHubName",
        firstVersion = "0.1.0",
        category = {Category.CLOUD, Category.MESSAGING},
        consumerOnly = true,
        headersClass = EventHubsBatchComponent.class)
@Metadata(excludeProperties = StrictComponent.DO_NOTHING)
public final class EventHubsBatchEndpoint extends DefaultEndpoint {

    @UriParam
    private final EventHubsBatchConfiguration configuration;
    private final EventHubsStatus status;

    EventHubsBatchEndpoint(
            String uri, EventHubsBatchComponent component, EventHubsBatchConfiguration configuration, EventHubsStatus status) {
        super(uri, component);
        this.configuration = configuration;
        this.status = status;
    }

    public EventHubsBatchConfiguration getConfiguration() {
        return configuration;
    }

    @Override
    public Producer createProducer() {
        throw new UnsupportedOperationException("eventhubs-batch only receives; azure-eventhubs sends");
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        var consumer = new EventHubsBatchConsumer(this, processor, configuration, status);
        configureConsumer(consumer);
        return consumer;
    }
}
