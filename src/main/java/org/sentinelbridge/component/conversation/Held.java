package org.sentinelbridge.component.conversation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.apache.camel.Exchange;

/**
 * What an exchange tells, as one of its properties.
 *
 * @param waited whether it, or an older state of it, had been accepted before this exchange; then it may not be dropped
 * @param readAt the changes of what is known without the store, when it was read; below zero if it is not to be known so
 */
record Held(Topic topic, Conversation conversation, Waiting waiting, boolean waited, long readAt) {

    private static final String PROPERTY = Held.class.getName();

    static Optional<Held> of(Exchange exchange) {
        return Optional.ofNullable(exchange.getProperty(PROPERTY, Held.class));
    }

    /** Sets what the routes see. */
    void begin(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
        if (waited) { // what the exchange has brought is only a part of it
            exchange.setVariable(topic.message(), JsonText.map(waiting.message()));
        }
        if (exchange.getVariable(topic.about(), "", String.class).isEmpty()) {
            exchange.setVariable(topic.about(), conversation.subject());
        }
        exchange.setVariable("known", conversation.memory());
        exchange.setVariable("alias", conversation.alias());
        exchange.setVariable("first_at", waiting.firstAt());
        exchange.setVariable("times", waiting.times());
    }

    static void end(Exchange exchange) {
        exchange.removeProperty(PROPERTY);
    }

    /** What the exchange has left for the memory. */
    static ObjectNode memory(Exchange exchange, ObjectNode otherwise) {
        return exchange.getVariable("memory") instanceof ObjectNode memory ? memory : otherwise;
    }
}
