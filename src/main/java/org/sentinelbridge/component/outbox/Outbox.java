package org.sentinelbridge.component.outbox;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.jdbi.v3.core.Handle;
import org.sentinelbridge.base.health.Wellbeing;
import org.sentinelbridge.base.store.Store;
import org.sentinelbridge.base.store.Writes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages that wait in the store for their delivery. What {@link #add} has accepted survives everything short of the loss of
 * the disk, and is delivered at least once: claimed for a while, delivered, and only then deleted. Several processes may work
 * on the same outbox of one PostgreSQL.
 */
public final class Outbox {

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    private final String name;
    private final Store store;
    private final Limits limits;
    private final OutboxTable table;
    private final SeenTable seen;
    private final Intake intake;
    private final Level level = new Level();
    private final Counts counts = new Counts();
    /** Rows under delivery here. What else bears our name could not be given back, and is free when its lease ends. */
    private final Set<Long> delivering = ConcurrentHashMap.newKeySet();
    private final Wellbeing wellbeing = new Wellbeing();
    private volatile boolean closed;

    /**
     * @param limits beyond which nothing more is accepted
     * @param duplicateWindow for how long a repeat of a message's id is noticed; zero for not at all
     * @param tellers in which callers are told that their messages are on disk
     */
    Outbox(String name, Store store, Limits limits, Duration duplicateWindow, Executor tellers) {
        this.name = name;
        this.store = store;
        this.limits = limits;
        this.table = new OutboxTable(name, store, UUID.randomUUID().toString());
        this.seen = new SeenTable(name, duplicateWindow);
        this.intake = new Intake(table, seen, store, level::added, tellers);
    }

    /** What follows {@code outbox:} in the routes. */
    public String name() {
        return name;
    }

    /**
     * Accepts messages, all of them or none.
     *
     * @param key messages of the same key are delivered in order; '' for no order
     * @param patience how long the caller can wait
     * @return completes once they are on disk; fails with {@link OutboxUnavailable} if they are not, or if nobody knows in time: then
     *     they may be there all the same
     */
    CompletableFuture<Receipt> add(String key, List<OutboxMessage> messages, Duration patience) {
        var obstacle = obstacle(Frames.size(messages));
        if (obstacle.isPresent()) {
            return CompletableFuture.failedFuture(new OutboxUnavailable(obstacle.get()));
        }
        if (messages.isEmpty()) {
            return CompletableFuture.completedFuture(new Receipt(0, 0));
        }
        return intake.add(key, messages, patience).thenApply(receipt -> {
            counts.received(receipt);
            return receipt;
        });
    }

    /**
     * Claims the oldest messages that may be delivered now, all of one key.
     *
     * @param wait for how long messages wait for more of them, unless they are so many bytes already
     * @param except keys of which nothing is wanted now
     */
    Optional<Delivery> claim(int mostMessages, long mostBytes, Duration wait, Duration lease, Collection<String> except) {
        var rows = store.writes().run(
                        handle -> table.claim(handle, mostMessages, mostBytes, wait, lease, except, List.copyOf(delivering)),
                        this::claimed)
                .rows();
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Delivery(this, rows, store.jdbi().withHandle(handle -> table.read(handle, rows)), except));
        } catch (SQLException | RuntimeException e) {
            release(rows.stream().map(OutboxTable.ClaimedRow::id).toList(), bytes(rows));
            throw new IllegalStateException("claimed messages cannot be read: " + Store.rootMessage(e), e);
        }
    }

    private static long bytes(List<OutboxTable.ClaimedRow> rows) {
        return rows.stream().mapToLong(OutboxTable.ClaimedRow::bytes).sum();
    }

    private void claimed(OutboxTable.Claimed claimed) {
        if (!claimed.rows().isEmpty()) {
            claimed.rows().forEach(row -> delivering.add(row.id()));
            level.claimed(bytes(claimed.rows()), claimed.othersWait());
        }
    }

    /**
     * Deletes what is settled, and leaves of each row what is not. Nothing else may be delivered before it is
     * {@linkplain Settlement#await awaited}.
     */
    Settlement settle(Map<Long, List<OutboxMessage>> rest, Collection<OutboxMessage> settled) {
        return new Settlement(name, store.writes(), handle -> take(handle, rest), lost -> {
            taken(rest, settled, lost);
            counts.settled(settled.size());
        }, () -> closed);
    }

    /**
     * Puts messages behind those of another key, and leaves of each row what is not moved.
     *
     * @param since when the oldest of them came
     * @param again whether their delivery has failed, so that they are repeated by themselves
     */
    Settlement move(String key, long since, Map<Long, List<OutboxMessage>> rest, List<OutboxMessage> moved, boolean again) {
        return new Settlement(name, store.writes(), handle -> {
            table.enter(handle);
            if (again) {
                table.insertAgain(handle, key, moved, since);
            } else {
                table.insert(handle, key, moved, since);
            }
            return take(handle, rest);
        }, lost -> {
            taken(rest, moved, lost);
            level.added(moved.size(), Frames.size(moved));
        }, () -> closed);
    }

    /** Answers how many of the rows another process has claimed meanwhile. */
    private int take(Handle handle, Map<Long, List<OutboxMessage>> rest) throws SQLException {
        var written = table.delete(handle, rest.keySet().stream().filter(row -> rest.get(row).isEmpty()).toList());
        for (var row : rest.entrySet()) {
            written += !row.getValue().isEmpty() && table.keepOnly(handle, row.getKey(), row.getValue()) ? 1 : 0;
        }
        return rest.size() - written;
    }

    private void taken(Map<Long, List<OutboxMessage>> rest, Collection<OutboxMessage> gone, int lost) {
        rest.forEach((row, messages) -> {
            if (messages.isEmpty()) {
                delivering.remove(row);
            }
        });
        level.settled(gone.size(), Frames.size(gone));
        if (lost > 0) {
            LOG.warn("outbox:{}: {} rows were taken over by another process while they were delivered here; their messages may"
                    + " arrive twice", name, lost);
            counts.doubtful(gone.size());
        }
    }

    /** Gives back what was not delivered; if the store cannot be written, it is free when its lease ends. */
    void release(Delivery delivery) {
        var rows = delivery.openRows();
        if (rows.isEmpty()) {
            return;
        }
        release(rows, Frames.size(delivery.open()));
    }

    private void release(Collection<Long> rows, long bytes) {
        try {
            store.writes().run(handle -> {
                table.release(handle, rows);
                return rows;
            });
        } finally {
            rows.forEach(delivering::remove);
            level.released(bytes);
        }
    }

    /** Prolongs the claims on what this process is delivering. */
    void renew(Duration lease) {
        store.writes().submit(handle -> {
            table.renew(handle, List.copyOf(delivering), lease);
            return lease;
        });
    }

    /** Counts anew, as other processes may have added and delivered, and forgets ids that are long past. */
    CompletableFuture<Backlog> refresh() {
        return store.writes().submit(handle -> {
            seen.prune(handle);
            return table.backlog(handle);
        }, level::set);
    }

    /** Waits until there is enough to deliver, or it has waited long enough; if there is nothing, no longer than this. */
    void awaitWork(long enoughBytes, Duration longEnough, Duration most, BooleanSupplier over)
            throws InterruptedException {
        level.await(enoughBytes, longEnough, most, over);
    }

    /** Waits for a while, whatever comes. */
    void rest(Duration most, BooleanSupplier over) throws InterruptedException {
        level.rest(most, over);
    }

    /** Lets all who wait ask whether it is over. */
    void wakeUp() {
        level.wakeUp();
    }

    /** Why nothing more is accepted now; empty if there is room. */
    public Optional<String> obstacle() {
        return obstacle(0);
    }

    private Optional<String> obstacle(long bytes) {
        return level.backlog().over(limits).or(() -> store.shortage(bytes)).map(full -> "The outbox " + name + " is full: " + full);
    }

    /** What is waiting, as far as this process knows. */
    public Backlog backlog() {
        return level.backlog();
    }

    Counts counts() {
        return counts;
    }

    /** Whether deliveries are made. */
    public Wellbeing wellbeing() {
        return wellbeing;
    }

    /** Lets nobody wait for the store any longer. */
    void close() {
        closed = true;
    }
}
