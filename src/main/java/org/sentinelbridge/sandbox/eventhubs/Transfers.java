package org.sentinelbridge.sandbox.eventhubs;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.messaging.Rejected;
import org.apache.qpid.proton.amqp.messaging.Source;
import org.apache.qpid.proton.amqp.messaging.Target;
import org.apache.qpid.proton.engine.EndpointState;
import org.apache.qpid.proton.engine.Event;
import org.apache.qpid.proton.engine.Receiver;
import org.apache.qpid.proton.engine.Sender;
import org.apache.qpid.proton.message.Message;

/** What becomes of a transfer on a link: events are stored, requests answered. */
final class Transfers {

    private static final EnumSet<EndpointState> ACTIVE = EnumSet.of(EndpointState.ACTIVE);
    private static final int ANSWER_BYTES = 1_024;

    private final Hub hub;
    private final AmqpLoop loop;
    private final Disturbances disturbances;

    Transfers(Hub hub, AmqpLoop loop, Disturbances disturbances) {
        this.hub = hub;
        this.loop = loop;
        this.disturbances = disturbances;
    }

    void on(Event event) {
        if (event.getLink() instanceof Receiver link) {
            arrive(link);
        } else {
            settled(event);
        }
    }

    /** A client has settled, or told the state of, an event that was sent to it. */
    private static void settled(Event event) {
        var delivery = event.getDelivery();
        if (delivery.remotelySettled() || delivery.getRemoteState() != null) {
            delivery.settle();
            if (event.getLink().getContext() instanceof Reader reader) {
                reader.deliver();
            }
        }
    }

    private void arrive(Receiver link) {
        var delivery = link.current();
        if (delivery == null || delivery.isPartial() || !delivery.isReadable()) {
            return;
        }
        var bytes = new byte[delivery.pending()];
        link.recv(bytes, 0, bytes.length);
        link.advance();
        try {
            if (link.getContext() instanceof Publisher publisher) {
                publish(publisher, bytes, delivery.getMessageFormat());
            } else {
                reply(link, ((Node) link.getContext()).answer(Messages.decode(bytes)));
            }
            delivery.disposition(Accepted.getInstance());
        } catch (Refusal refusal) {
            var rejected = new Rejected();
            rejected.setError(refusal.toErrorCondition());
            delivery.disposition(rejected);
        }
        delivery.settle();
        if (link.getCredit() < Links.CREDIT / 2) {
            link.flow(Links.CREDIT - link.getCredit());
        }
    }

    private void publish(Publisher publisher, byte[] transfer, int format) {
        disturbances.sendArrives();
        var events = Messages.events(transfer, format);
        if (!events.isEmpty()) {
            // the SDK sends events of one partition key together
            hub.publish(publisher.partitionId(), Messages.partitionKey(events.get(0)), transfer.length, events);
        }
    }

    /** Answers on the link by which the same connection receives from the node that was asked. */
    private void reply(Receiver asked, Message answer) {
        var node = ((Target) asked.getRemoteTarget()).getAddress();
        var connection = asked.getSession().getConnection();
        for (var link = connection.linkHead(ACTIVE, ACTIVE); link != null; link = link.next(ACTIVE, ACTIVE)) {
            if (link instanceof Sender sender
                    && sender.getRemoteSource() instanceof Source source
                    && node.equals(source.getAddress())) {
                var bytes = Messages.encode(answer, ANSWER_BYTES);
                sender.delivery(String.valueOf(answer.getCorrelationId()).getBytes(StandardCharsets.UTF_8));
                sender.send(bytes, 0, bytes.length);
                sender.advance();
                loop.touch(connection);
                return;
            }
        }
    }
}
