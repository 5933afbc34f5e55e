package org.sentinelbridge.component.eventhubs;

import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** An event hub in a route. {@link EventHubsBatchComponent} explains the options. */
public final class EventHubsBatchEndpoint extends DefaultEndpoint {

    private final EventHubsBatchConfiguration configuration;
    private final EventHubsStatus status;

    EventHubsBatchEndpoint(
            String uri, EventHubsBatchComponent component, EventHubsBatchConfiguration configuration, EventHubsStatus status) {
        super(uri, component);
        this.configuration = configuration;
        this.status = status;
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
