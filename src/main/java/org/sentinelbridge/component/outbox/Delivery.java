package org.sentinelbridge.component.outbox;

import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    private final long oldest;
    private final Set<String> waiting;
    private String keyAfterFailure;
    private Optional<Settlement> last = Optional.empty();

    /**
     * @param messages of each claimed row, in order
     * @param waiting keys of which nothing is to be delivered now
     */
    Delivery(Outbox outbox, List<OutboxTable.ClaimedRow> claimed, Map<Long, List<OutboxMessage>> messages, Collection<String> waiting) {
        this.outbox = outbox;
        this.key = claimed.get(0).key();
        this.keyAfterFailure = key;
        this.waiting = Set.copyOf(waiting);
        this.attempts = claimed.stream().mapToInt(OutboxTable.ClaimedRow::attempts).max().orElse(0);
        this.oldest = claimed.stream().mapToLong(OutboxTable.ClaimedRow::createdAt).min().orElse(0);
        this.open = new LinkedHashMap<>(messages);
        messages.forEach((row, all) -> all.forEach(message -> rows.put(message, row)));
    }

    /** The delivery that an exchange is for; empty if it does not come from an outbox. */
    public static Optional<Delivery> find(Exchange exchange) {
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
    public String key() {
        return key;
    }

    /** Whether messages of another key have failed, and wait before they come again. */
    public boolean isWaiting(String otherKey) {
        return !otherKey.equals(key) && waiting.contains(otherKey);
    }

    /** If this delivery fails, what is open then waits under another key, so that other messages of this one need not wait. */
    public synchronized void afterFailure(String otherKey) {
        keyAfterFailure = otherKey;
    }

    /** Under which key what is open waits if this delivery fails; if it does not, messages for that key can be delivered. */
    synchronized String keyAfterFailure() {
        return keyAfterFailure;
    }

    /** It has failed: puts what is open under the key for that. */
    synchronized void failed() {
        if (!keyAfterFailure.equals(key)) {
            move(keyAfterFailure, open(), true);
        }
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
    public synchronized void settle(Collection<OutboxMessage> settled) {
        if (settled.isEmpty()) {
            return; // a route that settles by itself may have left nothing
        }
        var rest = without(settled);
        last = Optional.of(outbox.settle(rest, settled));
        forget(settled, rest);
        if (!open.isEmpty()) {
            awaitSettled();
        }
    }

    /** Has messages wait behind the others of another key, for a delivery of their own. On disk when this returns. */
    public synchronized void move(String otherKey, List<OutboxMessage> moved) {
        move(otherKey, moved, false);
    }

    private void move(String otherKey, List<OutboxMessage> moved, boolean again) {
        if (moved.isEmpty()) {
            return;
        }
        var rest = without(moved);
        outbox.move(otherKey, oldest, rest, moved, again).await();
        forget(moved, rest);
    }

    /** What each row that is concerned has left then. */
    private Map<Long, List<OutboxMessage>> without(Collection<OutboxMessage> gone) {
        var rest = new LinkedHashMap<Long, List<OutboxMessage>>();
        for (var message : gone) {
            var row = rows.get(message);
            if (row == null) {
                throw new IllegalArgumentException("The message is not of this delivery, or settled already");
            }
            rest.computeIfAbsent(row, id -> new ArrayList<>(open.get(id))).removeIf(one -> one == message);
        }
        return rest;
    }

    private void forget(Collection<OutboxMessage> gone, Map<Long, List<OutboxMessage>> rest) {
        gone.forEach(rows::remove);
        rest.forEach((row, left) -> {
            if (left.isEmpty()) {
                open.remove(row);
            } else {
                open.put(row, left);
            }
        });
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
