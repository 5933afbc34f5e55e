package org.sentinelbridge.component.outbox;

import java.util.Collection;
import org.apache.camel.Exchange;

/** What routes call, by {@code bean:}, while they deliver messages of an outbox. */
public final class Deliveries {

    /** Takes messages away for good, because they have been delivered or parked. Does nothing if they do not come from an outbox. */
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
