package org.sentinelbridge.component.rows;

import io.micrometer.core.instrument.Counter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;
import org.sentinelbridge.base.runs.Passage;
import org.sentinelbridge.component.outbox.Delivery;
import org.sentinelbridge.component.outbox.OutboxMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes rows of the messages in the body. Messages that the mapping drops are settled. Of an outbox, messages whose rows name
 * another stream than the delivery is for move behind the others of that stream, where they are delivered by themselves; and those of
 * the usual stream do once it has failed: so a stream that takes nothing holds up no other. Any other queue has no such lanes; there all
 * go with this delivery, one stream after the other.
 */
final class RowsProducer extends DefaultProducer {

    private static final Logger LOG = LoggerFactory.getLogger(RowsProducer.class);

    private final RowMaker maker;
    private final String stream;
    private final Counter dropped;

    /** @param stream for rows that name none */
    RowsProducer(RowsEndpoint endpoint, RowMaker maker, String stream, Counter dropped) {
        super(endpoint);
        this.maker = maker;
        this.stream = stream;
        this.dropped = dropped;
    }

    @Override
    public void process(Exchange exchange) {
        var delivery = Delivery.find(exchange);
        var lane = delivery.map(Delivery::key).orElse("");
        var home = lane.isEmpty() && maker.namesStreams() ? stream : lane;
        var isHomeClosed = delivery.filter(from -> from.isWaiting(home)).isPresent();
        var stay = new ArrayList<Row>();
        var drop = new ArrayList<OutboxMessage>();
        Map<String, List<OutboxMessage>> move = new LinkedHashMap<>();
        for (var message : Messages.of(exchange)) {
            var row = maker.row(message);
            if (row.isDropped()) {
                drop.add(row.message());
                continue;
            }
            var way = row.stream().isEmpty() || row.stream().equals(stream) ? home : row.stream();
            if (delivery.isEmpty() || row.fault().isPresent() || way.equals(lane) || way.equals(home) && !isHomeClosed) {
                stay.add(row);
            } else {
                move.computeIfAbsent(way, other -> new ArrayList<>()).add(row.message());
            }
        }
        delivery.ifPresent(from -> {
            from.settle(drop);
            move.forEach((to, messages) -> from.move(to, messages));
            if (stay.stream().anyMatch(row -> row.fault().isEmpty())) {
                from.afterFailure(home);
            }
        });
        exchange.setVariable("items", stay.size() + drop.size());
        if (!drop.isEmpty()) {
            exchange.setVariable("dropped", drop.size());
            dropped.increment(drop.size());
            LOG.info("{} dropped={} run={}: the mapping answers null", flow(exchange), drop.size(), Passage.runId(exchange));
        }
        exchange.getMessage().setBody(new Rows(stay, stream));
    }

    private String flow(Exchange exchange) {
        return exchange.getVariable("flow", getEndpoint().getEndpointBaseUri(), String.class);
    }
}
