package org.sentinelbridge.base.runs;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.MessageHistory;
import org.apache.camel.NamedNode;

/**
 * Camel's message history of a run, bounded: of a poll with thousands of steps the first and the last ones are kept. Camel's
 * own list grows without end and is copied whole for each step. It is for one thread at a time.
 */
final class RunSteps extends AbstractList<MessageHistory> {

    private static final int MOST_FIRST = 20;
    private static final int MOST = 100;
    /** Where a failure comes by on its way out of a doTry; Camel adds a doFinally of its own to each. */
    private static final Set<String> PASSED_BY_FAILURES = Set.of("doCatch", "doFinally");

    private final List<MessageHistory> steps = new ArrayList<>(16);

    @Override
    public synchronized boolean add(MessageHistory step) {
        if (steps.size() == MOST) {
            steps.remove(MOST_FIRST);
        }
        return steps.add(step);
    }

    @Override
    public synchronized MessageHistory get(int index) {
        return steps.get(index);
    }

    @Override
    public synchronized int size() {
        return steps.size();
    }

    /** The steps with their times. */
    synchronized List<Step> timed(long startedAt) {
        return steps.stream()
                .map(step -> new Step(id(step.getNode()), step.getElapsed(), Math.max(0, step.getTime() - startedAt)))
                .toList();
    }

    /** The step that began last: where an exchange has failed that fails now; empty if none has begun. */
    @SuppressWarnings("unchecked")
    static String last(Exchange exchange) {
        List<MessageHistory> own = exchange.getProperty(ExchangePropertyKey.MESSAGE_HISTORY, List.class);
        var steps = Passage.of(exchange).<List<MessageHistory>>map(Passage::steps).orElse(own == null ? List.of() : own);
        for (var i = steps.size() - 1; i >= 0; i--) {
            var node = steps.get(i).getNode();
            if (!PASSED_BY_FAILURES.contains(node.getShortName())) {
                return id(node);
            }
        }
        return "";
    }

    /** As it is in log lines and in the route: with the prefix that the route gives its steps, which Camel leaves out here. */
    private static String id(NamedNode node) {
        var prefix = node.getNodePrefixId();
        return prefix == null ? node.getId() : prefix + node.getId();
    }
}
