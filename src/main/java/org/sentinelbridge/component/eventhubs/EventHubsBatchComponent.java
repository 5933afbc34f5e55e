package org.sentinelbridge.component.eventhubs;

import java.util.Map;
import java.util.Optional;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.sentinelbridge.component.StrictComponent;

/**
 * <b>{@code from: eventhubs-batch:NAMESPACE/HUB}</b> receives from an event hub, in batches and at least once. The namespace is a host
 * name such as {@code mine.servicebus.windows.net} or, in other clouds, {@code mine.servicebus.usgovcloudapi.net}; a name without a
 * dot is one of the public cloud. With a connection string the namespace may be left out.
 *
 * <p>One exchange carries the events of one partition that came together, in their order, as a {@code List<EventData>} that is
 * never empty. Its headers are {@value #PARTITION_ID}, {@value #EVENTS} (how many, an int: a route that asks the list itself by
 * {@code ${body.size}} has Camel hash every event), {@value #SEQUENCE_NUMBER} (of the last event, a long), {@value #HUB} and
 * {@value #CONSUMER_GROUP}. There is one exchange at a time for each partition; partitions go on beside each other. The thread
 * that receives runs the route, so that a slow route holds its partition back and nothing piles up.
 *
 * <p>When the exchange ends well the checkpoint of the partition moves behind it. An error that a route declares as handled or
 * continued counts as well. When it fails, the same events are given to the route again, after a wait that doubles from failure
 * to failure; events behind them wait. Only when that has lasted for {@code retryFor} is the partition given up, and taken again
 * after {@code takeOver} by this process or another one, from its checkpoint. So a route must not pass a batch to another thread
 * ({@code seda}, {@code threads}, {@code aggregate}, {@code wireTap}) before it is safe.
 *
 * <p>A stop lets the batches that are in the route end and moves their checkpoints; a batch that is waiting for its next attempt
 * is left for the next start. A partition that another process has taken is not worked on any longer, and its checkpoint not
 * touched; the batch that was in the route may then be received there too.
 *
 * <p>{@link EventHubsBatchConfiguration} and {@link HubAccess} explain the options. All can be set at the component's
 * {@code configuration}, where secrets do not become part of a URI.
 * A bean of the former's type in the registry is that configuration, and one of type {@link EventHubsStatus} is told how receiving goes.
 */
@Component("eventhubs-batch")
@Metadata(excludeProperties = StrictComponent.DO_NOTHING)
public final class EventHubsBatchComponent extends StrictComponent {

    @Metadata(label = "consumer", description = "The id of the partition.", javaType = "String")
    public static final String PARTITION_ID = "CamelAzureEventHubsPartitionId";
    @Metadata(label = "consumer", description = "How many events there are.", javaType = "Integer")
    public static final String EVENTS = "CamelAzureEventHubsEvents";
    @Metadata(label = "consumer", description = "The sequence number of the last event.", javaType = "Long")
    public static final String SEQUENCE_NUMBER = "CamelAzureEventHubsSequenceNumber";
    @Metadata(label = "consumer", description = "The name of the hub.", javaType = "String")
    public static final String HUB = "CamelAzureEventHubsHub";
    @Metadata(label = "consumer", description = "The name of the consumer group.", javaType = "String")
    public static final String CONSUMER_GROUP = "CamelAzureEventHubsConsumerGroup";

    private EventHubsStatus status = new EventHubsStatus();
    private EventHubsBatchConfiguration common = new EventHubsBatchConfiguration();

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        var beans = getCamelContext().getRegistry();
        Optional.ofNullable(beans.findSingleByType(EventHubsBatchConfiguration.class)).ifPresent(bean -> common = bean);
        Optional.ofNullable(beans.findSingleByType(EventHubsStatus.class)).ifPresent(bean -> status = bean);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        var options = common.copy();
        var path = remaining.split("/");
        if (path.length > 2 || path[path.length - 1].isBlank()) {
            throw new IllegalArgumentException("eventhubs-batch: the path must be NAMESPACE/HUB, or HUB with a connection string");
        }
        options.setEventHubName(path[path.length - 1]);
        if (path.length == 2) {
            options.setNamespace(path[0]);
        }
        var endpoint = new EventHubsBatchEndpoint(uri, this, options, status);
        setProperties(endpoint, parameters);
        options.check();
        return endpoint;
    }

    /** What is true of all endpoints unless their URIs say otherwise. */
    public EventHubsBatchConfiguration getConfiguration() {
        return common;
    }

    @Metadata(description = "What is true of all endpoints unless their URIs say otherwise.")
    public void setConfiguration(EventHubsBatchConfiguration configuration) {
        this.common = configuration;
    }

    /** How receiving goes, for metrics and health. */
    public EventHubsStatus status() {
        return status;
    }
}
