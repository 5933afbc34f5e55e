package org.sentinelbridge.component.rows;

import java.util.List;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.sentinelbridge.component.outbox.OutboxMessage;

/** One use of rows in a route. */
final class RowsEndpoint extends DefaultEndpoint {

    private final RowMaker maker;

    RowsEndpoint(String uri, RowsComponent component, RowMaker maker) {
        super(uri, component);
        this.maker = maker;
    }

    @Override
    public boolean isRemote() {
        return false;
    }

    @Override
    public Producer createProducer() {
        return new DefaultProducer(this) {
            @Override
            public void process(Exchange exchange) {
                List<?> messages = exchange.getMessage().getBody(List.class);
                exchange.getMessage().setBody(new Rows(messages.stream()
                        .map(OutboxMessage.class::cast)
                        .map(maker::row)
                        .toList()));
            }
        };
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("rows: only maps; routes cannot start from it");
    }
}
