package org.sentinelbridge.component.eventhubs;

import java.util.Map;
import java.util.Optional;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

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
 * <table>
 *   <caption>Options of our own</caption>
 *   <tr><th>option</th><th>default</th><th></th></tr>
 *   <tr><td>{@code batchSize}</td><td>500</td><td>events in one exchange at the most, 1 to 10,000</td></tr>
 *   <tr><td>{@code batchBytes}</td><td>1000000</td><td>bytes of event bodies in one exchange at the most, uncompressed, unless one event has
 *       more. All exchanges under way have 16 MB together at the most, unless one event has more</td></tr>
 *   <tr><td>{@code concurrentBatches}</td><td>4</td><td>exchanges under way at the same time, of all partitions together</td></tr>
 *   <tr><td>{@code batchWait}</td><td>1s</td><td>how long events wait for others to come along; twice as long at the most</td></tr>
 *   <tr><td>{@code startPosition}</td><td>earliest</td><td>where to begin in a partition that has no checkpoint: earliest or latest.
 *       {@code eventPosition} says it for single partitions</td></tr>
 *   <tr><td>{@code takeOver}</td><td>40s</td><td>after this, the partitions of a process that has died are taken by others; whole
 *       seconds, 2 at least. Clocks of the processes should agree much better than that where checkpoints are in Blob storage</td></tr>
 *   <tr><td>{@code askEndEvery}</td><td>15s</td><td>how often the hub is asked how many events wait, for metrics</td></tr>
 *   <tr><td>{@code balanceEvery}</td><td>a quarter of {@code takeOver}</td><td>how often partitions are shared out among the processes
 *       and kept</td></tr>
 *   <tr><td>{@code firstDelay}</td><td>1s</td><td>the wait after the first failure of a batch</td></tr>
 *   <tr><td>{@code mostDelay}</td><td>30s</td><td>the longest wait</td></tr>
 *   <tr><td>{@code retryFor}</td><td>5m</td><td>how long this process tries to get a batch through</td></tr>
 * </table>
 *
 * <table>
 *   <caption>Options of camel-azure-eventhubs that mean the same here</caption>
 *   <tr><th>option</th><th>default</th><th></th></tr>
 *   <tr><td>{@code connectionString}</td><td></td><td>of the hub, or of the namespace</td></tr>
 *   <tr><td>{@code sharedAccessName}, {@code sharedAccessKey}</td><td></td><td>in place of a connection string</td></tr>
 *   <tr><td>{@code tokenCredential}</td><td></td><td>any credential of azure-identity, in place of keys</td></tr>
 *   <tr><td>{@code credentialType}</td><td></td><td>{@code AZURE_IDENTITY}: the DefaultAzureCredential</td></tr>
 *   <tr><td>{@code consumerGroupName}</td><td>$Default</td><td></td></tr>
 *   <tr><td>{@code prefetchCount}</td><td>100</td><td>events of each partition that are fetched ahead at the most, 1 to 8,000. It begins
 *       with one, and another client with another number follows once it is known what events weigh: with the few that the SDK keeps
 *       beside them they are to fill no more than a quarter of the memory</td></tr>
 *   <tr><td>{@code eventPosition}</td><td></td><td>bean: positions by partition id</td></tr>
 *   <tr><td>{@code amqpTransportType}</td><td>AMQP</td><td>{@code AMQP_WEB_SOCKETS} goes through port 443</td></tr>
 *   <tr><td>{@code amqpRetryOptions}</td><td></td><td>bean</td></tr>
 *   <tr><td>{@code checkpointStore}</td><td></td><td>bean; without one, Blob storage as the next three say</td></tr>
 *   <tr><td>{@code blobAccountName}, {@code blobAccessKey} or {@code blobStorageSharedKeyCredential}, {@code blobContainerName}</td><td></td><td></td></tr>
 * </table>
 *
 * <p>Its other options are for producers or for its way of setting checkpoints, and have no effect. All can be set at the component's
 * {@code configuration}, where secrets do not become part of a URI. A bean of this type in the registry is the configuration, and one
 * of type {@link EventHubsStatus} is told how receiving goes.
 */
@Component("eventhubs-batch")
public final class EventHubsBatchComponent extends DefaultComponent {

    /** Header: the id of the partition, a text. */
    public static final String PARTITION_ID = "CamelAzureEventHubsPartitionId";
    /** Header: how many events there are, an int. */
    public static final String EVENTS = "CamelAzureEventHubsEvents";
    /** Header: the sequence number of the last event, a long. */
    public static final String SEQUENCE_NUMBER = "CamelAzureEventHubsSequenceNumber";
    /** Header: the name of the hub. */
    public static final String HUB = "CamelAzureEventHubsHub";
    /** Header: the name of the consumer group. */
    public static final String CONSUMER_GROUP = "CamelAzureEventHubsConsumerGroup";

    private EventHubsStatus status = new EventHubsStatus();
    private EventHubsBatchConfiguration configuration = new EventHubsBatchConfiguration();

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        var beans = getCamelContext().getRegistry();
        Optional.ofNullable(beans.findSingleByType(EventHubsBatchConfiguration.class)).ifPresent(bean -> configuration = bean);
        Optional.ofNullable(beans.findSingleByType(EventHubsStatus.class)).ifPresent(bean -> status = bean);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        var options = configuration.copy();
        var path = remaining.split("/");
        if (path.length > 2 || path[path.length - 1].isBlank()) {
            throw new IllegalArgumentException("eventhubs-batch: the path must be NAMESPACE/HUB, or HUB with a connection string");
        }
        options.setEventHubName(path[path.length - 1]);
        if (path.length == 2) {
            options.setNamespace(path[0]);
        }
        setProperties(options, parameters);
        options.check();
        var endpoint = new EventHubsBatchEndpoint(uri, this, options, status);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    /** What is true of all endpoints unless their URIs say otherwise. */
    public EventHubsBatchConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(EventHubsBatchConfiguration configuration) {
        this.configuration = configuration;
    }

    /** How receiving goes, for metrics and health. */
    public EventHubsStatus status() {
        return status;
    }
}
