package org.sentinelbridge.component.outbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.sentinelbridge.base.store.Database;
import org.sentinelbridge.base.store.Store;

/** One process, as far as an outbox is concerned: a store, its outboxes and a Camel context. */
final class Node implements AutoCloseable {

    static final Limits NO_LIMITS = new Limits(1_000_000, 1_000_000_000, Duration.ofDays(1));
    static final String QUICK = "?batchWait=10ms&poll=20ms&firstDelay=20ms&mostDelay=100ms";

    /** More than a store ever takes to say that it takes nothing. */
    static final Duration LONG = Duration.ofMinutes(1);

    final Store store;
    final Outboxes outboxes;
    final DefaultCamelContext camel = new DefaultCamelContext();

    Node(String url) throws Exception {
        this(url, NO_LIMITS, Duration.ofMinutes(10));
    }

    Node(String url, Limits limits, Duration duplicateWindow) throws Exception {
        store = Database.open(url);
        outboxes = new Outboxes(store, limits, duplicateWindow);
        outboxes.start();
        camel.getRegistry().bind("outboxes", outboxes);
        camel.getRegistry().bind("deliveries", new Deliveries());
        camel.getShutdownStrategy().setTimeout(20);
        camel.start();
    }

    Outbox outbox() {
        return outboxes.get("test");
    }

    /** Sends to {@code outbox:test}; answers the exchange, failed or not. */
    Exchange send(Object body) {
        return send("", body);
    }

    Exchange send(String key, Object body) {
        var uri = key.isEmpty() ? "outbox:test" : "outbox:test?key=case";
        try (var template = camel.createProducerTemplate()) {
            return template.send(uri, exchange -> {
                exchange.setVariable("case", key);
                exchange.getMessage().setBody(body);
            });
        } catch (IOException e) {
            throw new IllegalStateException("a template can always be closed", e);
        }
    }

    /** Delivers {@code outbox:test} to a processor. */
    void deliver(String options, Processor processor) throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("outbox:test" + options).routeId("delivery").process(processor);
            }
        });
    }

    /** One number of the store. */
    long query(String sql) {
        return store.jdbi().withHandle(handle -> handle.createQuery(sql).mapTo(long.class).one());
    }

    void execute(String sql) {
        store.jdbi().useHandle(handle -> handle.execute(sql));
    }

    static OutboxMessage message(String id) {
        return new OutboxMessage(id, ("body of " + id).getBytes(StandardCharsets.UTF_8));
    }

    /** Messages with the ids PREFIXfrom to PREFIXto, without the latter. */
    static List<OutboxMessage> messages(String prefix, int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> message(prefix + i)).toList();
    }

    @SuppressWarnings("unchecked")
    static List<OutboxMessage> delivered(Exchange exchange) {
        return exchange.getMessage().getBody(List.class);
    }

    static List<String> ids(Exchange exchange) {
        return delivered(exchange).stream().map(OutboxMessage::id).toList();
    }

    static Map<String, Integer> receipt(Exchange exchange) {
        return Map.of(
                "accepted", exchange.getVariable("accepted", Integer.class),
                "duplicates", exchange.getVariable("duplicates", Integer.class));
    }

    @Override
    public void close() {
        camel.stop();
        outboxes.close();
        store.close();
    }
}
