package org.sentinelbridge.base.runs;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.MessageHistory;
import org.apache.camel.NamedNode;
import org.apache.camel.impl.engine.DefaultMessageHistoryFactory;

/** Camel's message history, which the parts of a split exchange keep each for itself, told to the run they belong to as well. */
public final class StepHistory extends DefaultMessageHistoryFactory {

    @Override
    public MessageHistory newMessageHistory(String routeId, NamedNode node, Exchange exchange) {
        var step = super.newMessageHistory(routeId, node, exchange);
        var passage = exchange.getProperty(Passage.PROPERTY, Passage.class);
        // Camel adds it to the exchange's own list, which is the run's unless the exchange is a part
        if (passage != null && exchange.getProperty(ExchangePropertyKey.MESSAGE_HISTORY) != passage.steps()) {
            passage.steps().add(step);
        }
        return step;
    }
}
