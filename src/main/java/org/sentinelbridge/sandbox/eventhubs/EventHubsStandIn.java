package org.sentinelbridge.sandbox.eventhubs;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.qpid.proton.engine.Event;

/**
 * A stand-in for an Event Hubs namespace with one hub. It speaks as much of the service's AMQP 1.0 as the clients of the Azure SDK
 * (5.21) need to work with it unchanged, on one thread, and keeps events in memory only.
 *
 * <p>Follows Microsoft's AMQP 1.0 protocol guide for Event Hubs and, in the names of annotations, filters and link properties, what
 * the SDK sends and accepts. Not there: TLS, WebSockets, tokens of Entra ID, the Kafka endpoint, throughput units, retention by
 * time, and the service's own hash of partition keys. Thread safe.
 */
public final class EventHubsStandIn implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final long PATIENCE_SECONDS = 5;

    private final EventHubOptions options;
    private final Hub hub;
    private final Disturbances disturbances = new Disturbances();
    private final AmqpLoop loop;
    private final Links links;
    private final Transfers transfers;

    private EventHubsStandIn(EventHubOptions options) throws IOException {
        this.options = options;
        hub = new Hub(options);
        loop = new AmqpLoop(HOST, options.port());
        links = new Links(
                hub,
                Map.of(TokenNode.ADDRESS, new TokenNode(options.key()), ManagementNode.ADDRESS, new ManagementNode(hub, options.key())),
                loop,
                disturbances);
        transfers = new Transfers(hub, loop, disturbances);
    }

    /**
     * Starts it; it listens when this returns.
     *
     * @throws IOException if the port cannot be had
     */
    public static EventHubsStandIn start(EventHubOptions options) throws IOException {
        var standIn = new EventHubsStandIn(options);
        standIn.loop.start(standIn::onEvent);
        return standIn;
    }

    public int port() {
        return loop.port();
    }

    /** The name of its hub. */
    public String hub() {
        return options.hub();
    }

    /**
     * What a client needs to reach the hub. {@code UseDevelopmentEmulator=true} has the SDK speak without TLS, on the port that
     * stands in the endpoint.
     */
    public String connectionString() {
        return connectionString(options.withPort(port()));
    }

    /** What a client will need to reach the hub with these options. */
    public static String connectionString(EventHubOptions options) {
        return "Endpoint=sb://" + HOST + ":" + options.port()
                + ";SharedAccessKeyName=" + EventHubOptions.KEY_NAME
                + ";SharedAccessKey=" + options.key()
                + ";EntityPath=" + options.hub()
                + ";UseDevelopmentEmulator=true";
    }

    /** Puts events into the hub, each into the next partition. */
    public void publish(List<byte[]> bodies) {
        loop.execute(() -> bodies.forEach(
                body -> hub.publish(Optional.empty(), Optional.empty(), body.length, List.of(Messages.event(body)))));
    }

    public HubState state() {
        return inLoop(() -> hub.state(loop.connections()));
    }

    /** Cuts every connection without a goodbye, as a network that fails does. */
    public void cutConnections() {
        inLoop(() -> {
            loop.cutConnections();
            return "";
        });
    }

    /** Refuses the next links of senders and receivers with {@code com.microsoft:server-busy}. */
    public void refuseLinks(int count) {
        loop.execute(() -> disturbances.refuseLinks(count));
    }

    /** Refuses the next transfers of events with {@code com.microsoft:server-busy}; a batch is one transfer. */
    public void refuseSends(int count) {
        loop.execute(() -> disturbances.refuseSends(count));
    }

    /** Has events reach their receivers so many milliseconds later. */
    public void delay(long millis) {
        loop.execute(() -> disturbances.delayMillis(millis));
    }

    /** Sends the receivers of a partition away as if another one had come in their place. */
    public void steal(String consumerGroup, String partitionId) {
        loop.execute(() -> hub.seats(consumerGroup, partitionId).clear("A new receiver was created by the sandbox"));
    }

    /** Ends all disturbances. */
    public void calm() {
        loop.execute(disturbances::clear);
    }

    /** Forgets all events and ends all disturbances. */
    public void reset() {
        loop.execute(() -> {
            disturbances.clear();
            hub.clear();
        });
    }

    @Override
    public void close() {
        loop.close();
    }

    private void onEvent(Event event) {
        switch (event.getType()) {
            case CONNECTION_REMOTE_OPEN -> {
                event.getConnection().setContainer("event-hubs-sandbox");
                event.getConnection().open();
            }
            case SESSION_REMOTE_OPEN -> event.getSession().open();
            case LINK_REMOTE_OPEN -> links.open(event.getLink());
            case LINK_FLOW -> {
                if (event.getLink().getContext() instanceof Reader reader) {
                    reader.deliver();
                }
            }
            case DELIVERY -> transfers.on(event);
            case LINK_REMOTE_CLOSE, LINK_REMOTE_DETACH -> links.close(event.getLink());
            case SESSION_REMOTE_CLOSE -> {
                event.getSession().close();
                event.getSession().free();
            }
            case CONNECTION_REMOTE_CLOSE -> event.getConnection().close();
            default -> {
                // nothing to do
            }
        }
    }

    private <T> T inLoop(Supplier<T> task) {
        var result = new CompletableFuture<T>();
        loop.execute(() -> {
            try {
                result.complete(task.get());
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        return result.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }
}
