package org.sentinelbridge.elastic.elasticsearch;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.sentinelbridge.component.ecs.Document;
import org.sentinelbridge.component.records.SourceRecord;

/** In place of the mappings: a record is its own document, its field {@code id} the {@code _id}; with a field {@code fault} it has one. */
final class StubEcs extends DefaultComponent {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        parameters.clear();
        return new DefaultEndpoint(uri, this) {
            @Override
            public Producer createProducer() {
                return new DefaultProducer(this) {
                    @Override
                    public void process(Exchange exchange) {
                        List<?> records = exchange.getMessage().getBody(List.class);
                        exchange.getMessage().setBody(
                                records.stream().map(SourceRecord.class::cast).map(StubEcs::document).toList());
                    }
                };
            }

            @Override
            public Consumer createConsumer(Processor processor) {
                throw new UnsupportedOperationException();
            }
        };
    }

    private static Document document(SourceRecord record) {
        try {
            var tree = JSON.readTree(record.json());
            var stream = "logs-microsoft_sentinel." + record.stream().name().toLowerCase(Locale.ROOT) + "-default";
            var fault = tree.path("fault").asText();
            return new Document(stream, tree.path("id").asText(), fault.isEmpty() ? JSON.writeValueAsBytes(tree) : new byte[0], record, fault);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
