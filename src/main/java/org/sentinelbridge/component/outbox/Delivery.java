package org.sentinelbridge.component.outbox;

import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;

/**
 * Messages under delivery. A route may settle some of them before it ends ({@link Deliveries}); the others are
 * settled when it ends well, and come again when it fails.
 */
public final class Delivery {

    private static final String PROPERTY = Delivery.class.getName();

    private final Outbox outbox;
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final Map<Long, List<OutboxMessage>> open;
    private final Map<OutboxMessage, Long> rows = new IdentityHashMap<>();
    private final String key;
    private final int attempts;
    private Optional<Settlement> last = Optional.empty();

    /** @param messages of each claimed row, in order */
    Delivery(Outbox outbox, List<OutboxTable.ClaimedRow> claimed, Map<Long, List<OutboxMessage>> messages) {
        this.outbox = outbox;
        this.key = claimed.get(0).key();
        this.attempts = claimed.stream().mapToInt(OutboxTable.ClaimedRow::attempts).max().orElse(0);
        this.open = new LinkedHashMap<>(messages);
        messages.forEach((row, all) -> all.forEach(message -> rows.put(message, row)));
    }

    /** The delivery that an exchange is for; empty if it does not come from an outbox. */
    static Optional<Delivery> of(Exchange exchange) {
        return Optional.ofNullable(exchange.getProperty(PROPERTY, Delivery.class));
    }

    void startIn(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
    }

    /** What is not being delivered just now shall not be any more. */
    void stop() {
        stopping.set(true);
    }

    /** @throws IllegalStateException if the consumer is stopping */
    void goOn() {
        if (stopping.get()) {
            throw new IllegalStateException("The bridge is stopping; what is not delivered stays in the outbox");
        }
    }

    /** The key that all messages share. */
    String key() {
        return key;
    }

    /** How many deliveries of these messages have failed before. */
    int attempts() {
        return attempts;
    }

    /** What is not settled yet, the oldest first. */
    synchronized List<OutboxMessage> open() {
        return open.values().stream().flatMap(List::stream).toList();
    }

    /**
     * Takes messages away for good, because they have been delivered or parked. On disk when this returns, unless they are the last:
     * then {@link #awaitSettled} waits for that. Until then nothing else may be delivered.
     */
    synchronized void settle(Collection<OutboxMessage> settled) {
        if (settled.isEmpty()) {
            return; // a route that settles by itself may have left nothing
        }
        var changed = new LinkedHashMap<Long, List<OutboxMessage>>();
        for (var message : settled) {
            var row = rows.get(message);
            if (row == null) {
                throw new IllegalArgumentException("The message is not of this delivery, or settled already");
            }
            changed.computeIfAbsent(row, id -> new ArrayList<>(open.get(id))).removeIf(one -> one == message);
        }
        last = Optional.of(outbox.settle(changed, settled));
        settled.forEach(rows::remove);
        changed.forEach((row, rest) -> {
            if (rest.isEmpty()) {
                open.remove(row);
            } else {
                open.put(row, rest);
            }
        });
        if (!open.isEmpty()) {
            awaitSettled();
        }
    }

    /** Waits until all that was settled is on disk, as long as the store cannot be written. */
    synchronized void awaitSettled() {
        last.ifPresent(Settlement::await);
        last = Optional.empty();
    }

    synchronized Collection<Long> openRows() {
        return List.copyOf(open.keySet());
    }
}
