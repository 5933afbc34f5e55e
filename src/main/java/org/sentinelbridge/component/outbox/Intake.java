package org.sentinelbridge.component.outbox;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;
import org.sentinelbridge.base.store.Store;
import org.sentinelbridge.base.store.Writes;

/**
 * Takes messages in: all callers that have come while the last group was written to disk are the next group, which costs one
 * transaction and, of each key, one row.
 */
final class Intake {

    private static final int MOST_GROUP_BYTES = 4 * 1024 * 1024;
    /** It takes longer to write than to deliver. */
    private static final int LARGE_GROUP_BYTES = 512 * 1024;

    private final OutboxTable table;
    private final SeenTable seen;
    private final Store store;
    private final BiConsumer<Long, Long> added;
    private final Executor tellers;
    private final Queue<Addition> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicLong waitingBytes = new AtomicLong();
    private final AtomicBoolean scheduled = new AtomicBoolean();

    /**
     * @param added is told, after each group, how many messages and how many bytes have come
     * @param tellers in which callers are told, while the next group is being written
     */
    Intake(OutboxTable table, SeenTable seen, Store store, BiConsumer<Long, Long> added, Executor tellers) {
        this.table = table;
        this.seen = seen;
        this.store = store;
        this.added = added;
        this.tellers = tellers;
    }

    /**
     * Adds messages: all of them or, if the future fails, none; only if it fails because the store does not say in time that it has
     * them, they may be there or not.
     *
     * @param patience after which the future fails; what is not being written by then never will be
     */
    CompletableFuture<Receipt> add(String key, List<OutboxMessage> messages, Duration patience) {
        var addition = new Addition(key, messages);
        waitingBytes.addAndGet(addition.bytes);
        waiting.add(addition);
        schedule();
        return addition.future
                .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionallyAsync(Intake::refuse, tellers); // the timer's own thread is everybody's
    }

    private static Receipt refuse(Throwable failure) {
        throw failure instanceof TimeoutException
                ? new OutboxUnavailable("The store has not answered in time", failure)
                : new CompletionException(failure);
    }

    private void schedule() {
        if (!waiting.isEmpty() && scheduled.compareAndSet(false, true)) {
            var group = new Group();
            store.writes().submit(group, done -> group.count()).whenCompleteAsync((nothing, failure) -> group.tell(failure), tellers);
        }
    }

    private final class Group implements Writes.Write<Object> {

        private final List<Addition> additions = new ArrayList<>();
        private long messages;
        private long bytes;

        @Override
        public Object perform(Handle handle) throws SQLException {
            if (additions.isEmpty()) {
                take();
            }
            messages = 0;
            bytes = 0;
            table.enter(handle);
            var now = store.now(handle);
            var rows = new LinkedHashMap<String, List<OutboxMessage>>();
            seen.follow(handle);
            seen.add(handle, sort(rows, now), now);
            for (var row : rows.entrySet()) {
                table.insert(handle, row.getKey(), row.getValue(), now);
                messages += row.getValue().size();
                bytes += Frames.size(row.getValue());
            }
            return this;
        }

        @Override
        public boolean isLarge() {
            return waitingBytes.get() > LARGE_GROUP_BYTES;
        }

        private void take() {
            scheduled.set(false);
            var size = 0L;
            for (var next = waiting.poll(); next != null; next = size < MOST_GROUP_BYTES ? waiting.poll() : null) {
                additions.add(next);
                size += next.bytes;
            }
            waitingBytes.addAndGet(-size);
            schedule();
        }

        /** Puts what is new to the rows of its key, and answers the ids of it. */
        private List<IdHash> sort(Map<String, List<OutboxMessage>> rows, long now) {
            var fresh = new ArrayList<IdHash>();
            var inGroup = new HashSet<IdHash>();
            for (var addition : additions) {
                addition.duplicates = 0;
                if (addition.future.isDone()) {
                    continue; // its caller has been told to come again
                }
                var row = rows.computeIfAbsent(addition.key, k -> new ArrayList<>());
                for (var i = 0; i < addition.messages.size(); i++) {
                    var message = addition.messages.get(i);
                    if (!message.id().isEmpty() && seen.isOn()) {
                        var hash = addition.hashes.get(i);
                        if (seen.contains(hash, now) || !inGroup.add(hash)) {
                            addition.duplicates++;
                            continue;
                        }
                        fresh.add(hash);
                    }
                    row.add(message);
                }
            }
            return fresh;
        }

        void count() {
            added.accept(messages, bytes);
        }

        void tell(Throwable failure) {
            if (failure != null && additions.isEmpty()) {
                take(); // it failed before the transaction began: whoever waits for this group must hear of it, too
            }
            for (var addition : additions) {
                if (failure == null) {
                    addition.future.complete(
                            new Receipt(addition.messages.size() - addition.duplicates, addition.duplicates));
                } else {
                    addition.future.completeExceptionally(
                            new OutboxUnavailable("The store cannot be written: " + Store.rootMessage(failure), failure));
                }
            }
        }
    }

    /** One caller's messages. */
    private static final class Addition {

        private final String key;
        private final List<OutboxMessage> messages;
        private final List<IdHash> hashes;
        private final long bytes;
        private final CompletableFuture<Receipt> future = new CompletableFuture<>();
        private int duplicates;

        Addition(String key, List<OutboxMessage> messages) {
            this.key = key;
            this.messages = messages;
            this.bytes = Frames.size(messages);
            this.hashes = messages.stream().map(message -> IdHash.of(message.id())).toList();
        }
    }
}
