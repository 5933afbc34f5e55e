package org.sentinelbridge.component.parked;

import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.sentinelbridge.base.retry.Deadline;
import org.sentinelbridge.base.runs.Passage;

/** Runs the route that replays the messages of a flow. */
final class ParkedConsumer extends DefaultConsumer {

    private final Replays replays;
    private final String flow;

    ParkedConsumer(DefaultEndpoint endpoint, Processor route, Replays replays, String flow) {
        super(endpoint, route);
        this.replays = replays;
        this.flow = flow;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        replays.add(flow, this);
    }

    @Override
    protected void doStop() throws Exception {
        replays.remove(flow, this);
        super.doStop();
    }

    /**
     * Sends a message through the route and waits for its end.
     *
     * @param most how long it may take, as far as the route's steps keep to a deadline
     */
    Exchange send(Replay replay, Duration most) {
        var message = replay.message();
        var exchange = createExchange(false);
        replay.begin(exchange);
        Deadline.set(exchange, most);
        exchange.setVariable("flow", "replay");
        exchange.setVariable("action", message.action());
        exchange.setVariable("case_id", message.caseId());
        exchange.setVariable("incident_id", message.incidentId());
        exchange.setVariable("origin", message.origin());
        exchange.setVariable("received_at", message.receivedAt().toEpochMilli());
        exchange.setVariable("request", replay.sent());
        exchange.getMessage().setBody(replay.sent());
        try {
            createUoW(exchange);
            getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
        Passage.of(exchange).ifPresent(run -> run.answered(exchange.getVariable("status", 0, int.class)));
        doneUoW(exchange);
        return exchange;
    }
}
