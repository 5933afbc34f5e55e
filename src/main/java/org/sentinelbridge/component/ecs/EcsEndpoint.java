package org.sentinelbridge.component.ecs;

import java.util.List;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.sentinelbridge.component.records.SourceRecord;

/** One use of ecs in a route. */
final class EcsEndpoint extends DefaultEndpoint {

    private final DocumentMaker maker;

    EcsEndpoint(String uri, EcsComponent component, DocumentMaker maker) {
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
                List<?> records = exchange.getMessage().getBody(List.class);
                exchange.getMessage().setBody(maker.documents(records.stream().map(SourceRecord.class::cast).toList()));
            }
        };
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("ecs: only makes documents; routes cannot start from it");
    }
}
