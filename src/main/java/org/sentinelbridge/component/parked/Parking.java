package org.sentinelbridge.component.parked;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.sentinelbridge.base.retry.Attempts;
import org.sentinelbridge.base.retry.Deadline;
import org.sentinelbridge.base.runs.Passage;
import org.sentinelbridge.base.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Parks the request of a failed exchange, with the cause: the exchange variable {@code refusal}, or else the exception. Reads the
 * exchange variables {@code request} (the bytes as received), {@code flow}, {@code action}, {@code case_id}, {@code incident_id},
 * {@code failed_step}, {@code attempts} and {@code origin}, as far as the route has set them (the flow is else the route that the
 * exchange came from), and sets {@code parked} to the id of the parked message. If even that fails, {@code parked} is set to the
 * empty text and the log says so: the caller must get its answer all the same. With {@code part}, which says what of a case it is
 * ({@code case}, or the id of a comment), and {@code failure_kind} the newest of the same incident takes the place of what is
 * parked of it already. A message that is being replayed is not parked once more; that it failed is noted, and it stays where it
 * is.
 */
public final class Parking implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(Parking.class);
    private static final int MOST_COLUMN = 256;
    private static final Duration LEAST = Duration.ofSeconds(2);

    private final Store store;
    private final OneOfEach parked;
    private final LongAdder kept = new LongAdder();

    public Parking(Store store) {
        this.store = store;
        this.parked = new OneOfEach(store);
    }

    @Override
    public void process(Exchange exchange) {
        var message = message(exchange);
        var replay = Replay.of(exchange).filter(one -> one.isOf(exchange.getVariable("request", byte[].class)));
        if (replay.isPresent()) {
            replay.get().failed(message);
            parked(exchange, message, replay.get().message().id());
            return;
        }
        try {
            var id = store.writes().run(handle -> parked.park(handle, message), patience(exchange));
            kept.increment();
            parked(exchange, message, id);
        } catch (RuntimeException e) {
            exchange.setVariable("parked", "");
            LOG.error("Run {} failed at {} and could not be parked either: {}", message.runId(), message.step(), Store.rootMessage(e));
        }
    }

    /** How many messages this process has parked. */
    public long kept() {
        return kept.sum();
    }

    /** Somebody may be waiting for the answer. That time is up is why many a message is parked, so some is left for it. */
    static Duration patience(Exchange exchange) {
        var left = Deadline.of(exchange).left();
        return left.compareTo(LEAST) < 0 ? LEAST : left;
    }

    private static void parked(Exchange exchange, ParkedMessage message, String id) {
        exchange.setVariable("parked", id);
        Passage.of(exchange).ifPresent(run -> run.parked(id, message.step(), message.cause()));
    }

    private static ParkedMessage message(Exchange exchange) {
        var request = exchange.getVariable("request", byte[].class);
        var received = request == null ? Received.NOTHING : new Received(request);
        var origin = Optional.ofNullable(exchange.getVariable("origin", String.class)).orElse("");
        return new ParkedMessage(
                id(origin, received),
                Passage.runId(exchange),
                flow(exchange),
                text(exchange, "failed_step").isEmpty() ? Attempts.failedStep(exchange) : text(exchange, "failed_step"),
                text(exchange, "action"),
                text(exchange, "case_id"),
                text(exchange, "incident_id"),
                cause(exchange),
                exchange.getVariable("attempts", Attempts.failed(exchange), int.class),
                Instant.now(),
                received,
                received.encoding(),
                origin,
                "[]",
                text(exchange, "part"),
                text(exchange, "failure_kind"),
                Instant.ofEpochMilli(receivedAt(exchange)));
    }

    private static String cause(Exchange exchange) {
        var refusal = exchange.getVariable("refusal", String.class);
        var failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        if (refusal == null && failure != null) {
            return String.valueOf(failure.getMessage());
        }
        return refusal == null ? "" : refusal;
    }

    /** What comes again from where it came from, because not all around it could be handled, is parked once. */
    private static String id(String origin, Received received) {
        if (origin.isEmpty()) {
            return UUID.randomUUID().toString();
        }
        var from = origin.getBytes(StandardCharsets.UTF_8);
        var name = ByteBuffer.allocate(from.length + received.bytes().length).put(from).put(received.bytes()).array();
        return UUID.nameUUIDFromBytes(name).toString();
    }

    /** When the message came that is worked on, which may be long before the exchange: the exchange variable {@code received_at}. */
    static long receivedAt(Exchange exchange) {
        return exchange.getVariable("received_at", exchange.getClock().getCreated(), long.class);
    }

    static String flow(Exchange exchange) {
        var replay = Replay.of(exchange);
        if (replay.isPresent()) {
            return replay.get().message().flow();
        }
        var flow = text(exchange, "flow");
        return flow.isEmpty() ? String.valueOf(exchange.getFromRouteId()) : flow;
    }

    static String text(Exchange exchange, String variable) {
        var value = exchange.getVariable(variable, String.class);
        if (value == null) {
            return "";
        }
        return value.length() > MOST_COLUMN ? value.substring(0, MOST_COLUMN) : value;
    }
}
