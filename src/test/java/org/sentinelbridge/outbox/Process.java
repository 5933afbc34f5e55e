package org.sentinelbridge.outbox;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.sentinelbridge.store.Store;

/** One process that uses an outbox: a store, a Camel context, and what routes call. */
final class Process implements AutoCloseable {

    static final Limits NO_LIMITS = new Limits(1_000_000, 1_000_000_000, Duration.ofDays(1));

    final Store store;
    final Outboxes outboxes;
    final CamelContext camel = new DefaultCamelContext();
    final Deliveries deliveries = new Deliveries();
    private final ProducerTemplate producer;

    private Process(Store store, Limits limits, Duration window) {
        this.store = store;
        this.outboxes = new Outboxes(store, limits, window);
        camel.getRegistry().bind("outboxes", outboxes);
        camel.start();
        producer = camel.createProducerTemplate();
    }

    static Process on(Stores stores) {
        return on(stores, NO_LIMITS, Duration.ofHours(1));
    }

    static Process on(Stores stores, Limits limits, Duration window) {
        return new Process(stores.open(), limits, window);
    }

    /** Sends texts, each of them its own id. */
    Receipt send(String... texts) {
        return sendInOrder("", texts);
    }

    Receipt sendInOrder(String key, String... texts) {
        var messages = Arrays.stream(texts).map(Process::message).toList();
        var exchange = producer.request(key.isEmpty() ? "outbox:test" : "outbox:test?key=of", e -> {
            e.getMessage().setBody(messages);
            e.setVariable("of", key);
        });
        if (exchange.getException() instanceof RuntimeException failure) {
            throw failure;
        }
        return new Receipt(exchange.getVariable("accepted", Integer.class), exchange.getVariable("duplicates", Integer.class));
    }

    /** Delivers by a processor, with the options of a URI's query. */
    void deliver(String options, Processor processor) {
        try {
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    errorHandler(noErrorHandler());
                    from("outbox:test?batchWait=10ms&poll=50ms&firstDelay=20ms" + (options.isEmpty() ? "" : "&" + options)).routeId("deliver").process(processor);
                }
            });
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    Outbox outbox() {
        return outboxes.get("test");
    }

    static OutboxMessage message(String text) {
        return new OutboxMessage(text, text.getBytes(StandardCharsets.UTF_8));
    }

    static List<OutboxMessage> messages(Exchange exchange) {
        return ((List<?>) exchange.getMessage().getBody()).stream().map(OutboxMessage.class::cast).toList();
    }

    static List<String> texts(Exchange exchange) {
        return messages(exchange).stream().map(message -> new String(message.body(), StandardCharsets.UTF_8)).toList();
    }

    @Override
    public void close() {
        camel.stop();
        outboxes.close();
        store.close();
    }
}
