package org.sentinelbridge.component.eventhubs;

import com.azure.messaging.eventhubs.CheckpointStore;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.sentinelbridge.sandbox.eventhubs.EventHubsStandIn;

/** One process, as far as an event hub is concerned: a Camel context with one route. */
final class Node implements AutoCloseable {

    static final String QUICK = "batchWait=50ms&takeOver=3s&balanceEvery=300ms&firstDelay=20ms&mostDelay=100ms";

    private final DefaultCamelContext camel = new DefaultCamelContext();

    private Node() {}

    static Node start(EventHubsStandIn hub, CheckpointStore checkpoints, String options, Processor route) throws Exception {
        return start(hub, checkpoints, options, configuration -> {}, route);
    }

    static Node start(
            EventHubsStandIn hub,
            CheckpointStore checkpoints,
            String options,
            Consumer<EventHubsBatchConfiguration> more,
            Processor route)
            throws Exception {
        var node = new Node();
        var configuration = new EventHubsBatchConfiguration();
        configuration.setConnectionString(hub.connectionString());
        configuration.setCheckpointStore(checkpoints);
        configuration.setAmqpRetryOptions(Events.quick());
        more.accept(configuration);
        node.camel.getComponent("eventhubs-batch", EventHubsBatchComponent.class).setConfiguration(configuration);
        node.camel.getShutdownStrategy().setTimeout(20);
        node.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("eventhubs-batch:" + hub.hub() + "?" + merged(options)).routeId("events").process(route);
            }
        });
        node.camel.start();
        return node;
    }

    /** The quick options, but for those that are given otherwise. */
    private static String merged(String options) {
        var quick = Arrays.stream(QUICK.split("&")).filter(option -> !options.contains("&" + option.substring(0, option.indexOf('=') + 1)));
        return quick.collect(Collectors.joining("&")) + options;
    }

    EventHubsStatus status() {
        return camel.getComponent("eventhubs-batch", EventHubsBatchComponent.class).status();
    }

    /** The receivers in the SDK's books, by partition. */
    Map<?, ?> pumps() throws ReflectiveOperationException {
        Object at = camel.getRoute("events").getConsumer();
        for (var name : List.of("receiver", "client", "partitionPumpManager", "partitionPumps")) {
            var field = at.getClass().getDeclaredField(name);
            field.setAccessible(true);
            at = field.get(at) instanceof Optional<?> optional ? optional.orElseThrow() : field.get(at);
        }
        return (Map<?, ?>) at;
    }

    void stopRoute() throws Exception {
        camel.getRouteController().stopRoute("events");
    }

    void startRoute() throws Exception {
        camel.getRouteController().startRoute("events");
    }

    @Override
    public void close() {
        camel.stop();
    }
}
