package org.sentinelbridge.component.outbox;

import java.util.Collection;
import org.apache.camel.Exchange;

/**
 * What routes call, by {@code bean:}, while they deliver messages of an outbox. Where another consumer has brought the messages, these do
 * nothing: it takes them away when the route ends well, and brings them again when it fails, by its own rules.
 */
public final class Deliveries {

    /** Takes messages away for good, because they have been delivered or parked. */
    public void settle(Exchange exchange, Collection<OutboxMessage> messages) {
        Delivery.find(exchange).ifPresent(delivery -> delivery.settle(messages));
    }

    /**
     * Before each of several calls that a delivery takes.
     *
     * @throws IllegalStateException if the bridge is stopping; the delivery then fails, and what has not been settled comes again after
     *     the next start
     */
    public void goOn(Exchange exchange) {
        Delivery.find(exchange).ifPresent(Delivery::goOn);
    }
}
