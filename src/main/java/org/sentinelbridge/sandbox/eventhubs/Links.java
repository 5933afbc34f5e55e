package org.sentinelbridge.sandbox.eventhubs;

import java.util.Map;
import java.util.Optional;
import org.apache.qpid.proton.amqp.DescribedType;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.UnsignedLong;
import org.apache.qpid.proton.amqp.messaging.Source;
import org.apache.qpid.proton.amqp.messaging.Target;
import org.apache.qpid.proton.engine.Link;
import org.apache.qpid.proton.engine.Receiver;
import org.apache.qpid.proton.engine.Sender;

/**
 * Opens links, or refuses them: those of receivers ({@code hub/ConsumerGroups/group/Partitions/id}), of senders ({@code hub} or
 * {@code hub/Partitions/id}), and of those who ask {@code $cbs} or {@code $management}. What a link is for becomes its context: a
 * {@link Reader}, a {@link Publisher} or a {@link Node}.
 */
final class Links {

    /** Transfers that a client may send ahead on one link. */
    static final int CREDIT = 300;

    private static final Symbol EPOCH = Symbol.valueOf("com.microsoft:epoch");
    private static final Symbol SELECTOR = Symbol.valueOf("apache.org:selector-filter:string");
    /** In bytes. From what the link announces the SDK takes the size of its batches. */
    private static final UnsignedLong MOST_MESSAGE = UnsignedLong.valueOf(1024 * 1024);

    private final Hub hub;
    private final Map<String, Node> nodes;
    private final AmqpLoop loop;
    private final Disturbances disturbances;

    /** @param nodes by the last part of their addresses */
    Links(Hub hub, Map<String, Node> nodes, AmqpLoop loop, Disturbances disturbances) {
        this.hub = hub;
        this.nodes = nodes;
        this.loop = loop;
        this.disturbances = disturbances;
    }

    void open(Link link) {
        link.setSource(link.getRemoteSource());
        link.setTarget(link.getRemoteTarget());
        link.setSenderSettleMode(link.getRemoteSenderSettleMode());
        link.setReceiverSettleMode(link.getRemoteReceiverSettleMode());
        try {
            if (link instanceof Receiver receiver) {
                openForSending(receiver);
            } else {
                openForReceiving((Sender) link);
            }
        } catch (Refusal refusal) {
            refuse(link, refusal);
        }
    }

    void close(Link link) {
        if (link.getContext() instanceof Reader reader) {
            reader.close();
        }
        link.close();
        link.free();
    }

    /** AMQP 1.0, 2.6.3: a link is refused by an attach without its terminus, and a detach after it. */
    private static void refuse(Link link, Refusal refusal) {
        if (link instanceof Sender) {
            link.setSource(null);
        } else {
            link.setTarget(null);
        }
        link.open();
        link.setCondition(refusal.toErrorCondition());
        link.close();
    }

    private void openForSending(Receiver link) {
        var address = link.getRemoteTarget() instanceof Target target ? String.valueOf(target.getAddress()) : "";
        var node = node(address);
        if (node.isPresent()) {
            link.setContext(node.get());
        } else {
            disturbances.linkArrives();
            link.setContext(publisher(address));
        }
        link.setMaxMessageSize(MOST_MESSAGE);
        link.open();
        link.flow(CREDIT);
    }

    private Publisher publisher(String address) {
        var path = address.split("/");
        var toPartition = path.length == 3 && path[1].equalsIgnoreCase("Partitions");
        requireHub(path[0]);
        if (path.length != 1 && !(toPartition && hub.partition(path[2]).isPresent())) {
            throw new Refusal(Refusal.NOT_FOUND, "Nothing can be sent to " + address);
        }
        return new Publisher(toPartition ? Optional.of(path[2]) : Optional.empty());
    }

    private void openForReceiving(Sender link) {
        var source = link.getRemoteSource() instanceof Source given ? given : new Source();
        var address = String.valueOf(source.getAddress());
        if (node(address).isPresent()) {
            link.open();
            return;
        }
        disturbances.linkArrives();
        var path = address.split("/");
        if (path.length != 5 || !path[1].equalsIgnoreCase("ConsumerGroups") || !path[3].equalsIgnoreCase("Partitions")) {
            throw new Refusal(Refusal.NOT_FOUND, "Nothing can be received from " + address);
        }
        requireHub(path[0]);
        var log = hub.partition(path[4]).filter(found -> hub.hasGroup(path[2])).orElseThrow(
                () -> new Refusal(Refusal.NOT_FOUND, "There is no such consumer group or partition: " + address));
        var start = StartPosition.of(selector(source), log);
        var level = ownerLevel(link);
        var seats = hub.seats(path[2], path[4]);
        seats.check(level, address);
        var reader = new Reader(link, log, start, level, seats, loop, disturbances);
        seats.take(reader);
        link.setContext(reader);
        link.open();
    }

    private Optional<Node> node(String address) {
        return Optional.ofNullable(nodes.get(address.substring(address.lastIndexOf('/') + 1)));
    }

    private void requireHub(String name) {
        if (!hub.name().equalsIgnoreCase(name)) {
            throw new Refusal(Refusal.NOT_FOUND, "The messaging entity '" + name + "' could not be found.");
        }
    }

    private static Optional<Long> ownerLevel(Link link) {
        return Optional.ofNullable(link.getRemoteProperties())
                .map(properties -> properties.get(EPOCH))
                .map(level -> ((Number) level).longValue());
    }

    private static String selector(Source source) {
        return Optional.ofNullable(source.getFilter())
                .map(filters -> filters.get(SELECTOR))
                .map(filter -> ((DescribedType) filter).getDescribed().toString())
                .orElse("");
    }
}
