package org.sentinelbridge.base.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.sentinelbridge.base.health.Wellbeing;

/**
 * All writes of this process, one after the other in a thread of their own: whatever has come while one transaction was being
 * written to disk goes into the next one together. That is as fast as waiting for the disk once allows, and SQLite, which
 * lets only one connection write at a time, never has two of ours wait for each other.
 *
 * <p>What is {@linkplain Write#isLarge() large} is passed by once by what is not, so that deliveries, which write little and often,
 * go on while megabytes come in.
 */
public final class Writes implements AutoCloseable {

    private static final int MOST_TOGETHER = 1_000;
    private static final int SQLITE_BUSY = 5;
    private static final long KEEP_MILLIS = 1_000;
    private static final long PROOF_NANOS = 200_000_000L;

    private final Jdbi jdbi;
    private final TimeLimit limit;
    private final Consumer<Connection> discard;
    private final BlockingQueue<Pending<?>> queue = new LinkedBlockingQueue<>();
    private final List<Pending<?>> passedBy = new ArrayList<>();
    private final Thread thread = new Thread(this::work, "store-writes");
    private final Wellbeing wellbeing = new Wellbeing();
    private volatile boolean closed;
    private volatile long provenAt = System.nanoTime() - PROOF_NANOS;

    /**
     * @param limit for each transaction
     * @param discard is told a connection that must not be used again
     */
    Writes(Jdbi jdbi, TimeLimit limit, Consumer<Connection> discard) {
        this.jdbi = jdbi;
        this.limit = limit;
        this.discard = discard;
        thread.setDaemon(true);
    }

    /** Takes on what has been submitted, and what will be. */
    void start() {
        thread.start();
    }

    /**
     * Has something written. The future completes, in the thread of the writes, once it is on disk, or with the failure; so what
     * depends on it must be short. A write that is repeated because another one of the same transaction failed begins anew
     * in a transaction of its own.
     */
    public <T> CompletableFuture<T> submit(Write<T> write) {
        return submit(write, written -> {});
    }

    /** @param then is told the result in the thread of the writes, once it is on disk and before anything else is written */
    public <T> CompletableFuture<T> submit(Write<T> write, Consumer<T> then) {
        var pending = new Pending<>(write, then);
        queue.add(pending);
        if (closed && queue.remove(pending)) {
            pending.fail(new IllegalStateException("The store is closed"));
        }
        return pending.future();
    }

    /**
     * Has something written and waits until it is on disk, but no longer than so long.
     *
     * @throws IllegalStateException if nobody knows by then. It is not written any more, unless it was being written just then
     */
    public <T> T run(Write<T> write, Duration patience) {
        return Awaited.get(submit(write), patience);
    }

    /** Has something written and waits until it is on disk. */
    public <T> T run(Write<T> write) {
        return run(write, written -> {});
    }

    /** @param then as for {@link #submit(Write, Consumer)} */
    public <T> T run(Write<T> write, Consumer<T> then) {
        try {
            return submit(write, then).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }

    /**
     * Returns if something could be written, if only just before.
     *
     * @throws IllegalStateException if nobody knows after so long
     * @throws CompletionException if nothing can be written now
     */
    public void prove(Duration patience) {
        if (System.nanoTime() - provenAt > PROOF_NANOS) {
            run(handle -> handle.select("SELECT 1").mapTo(int.class).one(), patience);
        }
    }

    /** Whether what is written gets to disk. */
    public Wellbeing wellbeing() {
        return wellbeing;
    }

    /** Writes what has come until now, and ends. */
    @Override
    public void close() {
        closed = true;
        queue.add(new Pending<>(handle -> null, nothing -> {}));
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        try {
            while (!closed || !queue.isEmpty() || !passedBy.isEmpty()) {
                workOn(passedBy.isEmpty() ? queue.take() : passedBy.remove(0));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Keeps the connection until there has been nothing to write for a while, or something could not be written. */
    private void workOn(Pending<?> first) throws InterruptedException {
        var together = new ArrayList<Pending<?>>(List.of(first));
        try (var handle = jdbi.open()) {
            var goesOn = true;
            while (goesOn) {
                gather(together);
                goesOn = perform(handle, together) && takeNext(together);
            }
        } catch (RuntimeException | Error e) { // no connection
            wellbeing.fails(Store.rootMessage(e), false);
            together.forEach(one -> one.fail(e));
        }
    }

    /** Adds all that has come, and takes away what is large if something else does not want to wait for it. */
    private void gather(List<Pending<?>> together) {
        var mayBePassedBy = passedBy.isEmpty();
        together.addAll(passedBy);
        passedBy.clear();
        queue.drainTo(together, MOST_TOGETHER);
        var bySize = together.stream().collect(Collectors.partitioningBy(one -> one.isLarge()));
        if (mayBePassedBy && !bySize.get(false).isEmpty()) {
            passedBy.addAll(bySize.get(true));
            together.removeAll(passedBy);
        }
    }

    private boolean takeNext(List<Pending<?>> together) throws InterruptedException {
        together.clear();
        if (!passedBy.isEmpty()) {
            return true;
        }
        var next = queue.poll(closed ? 0 : KEEP_MILLIS, TimeUnit.MILLISECONDS);
        return next != null && together.add(next);
    }

    /** False if the connection may be the reason why something could not be written. */
    private boolean perform(Handle handle, List<Pending<?>> together) {
        try {
            write(handle, together);
        } catch (Exception | Error e) { // an Error, such as too little memory for one write, must not end the thread of all
            if (Store.isFailure(e)) {
                wellbeing.fails(Store.rootMessage(e), false);
            }
            if (isOfTheStore(e)) {
                // One whose transaction could not begin is taken for being in one from then on; what is written next would get to disk
                // statement by statement, whatever becomes of the rest.
                discard.accept(handle.getConnection());
            }
            if (together.size() == 1 || isOfTheStore(e)) {
                together.forEach(one -> one.fail(e));
            } else {
                together.forEach(one -> perform(handle, List.of(one)));
            }
            return false;
        }
        wellbeing.works();
        provenAt = System.nanoTime();
        together.forEach(Pending::done);
        return true;
    }

    private void write(Handle handle, List<Pending<?>> together) throws Exception {
        var end = limit.begin(handle.getConnection());
        try {
            handle.useTransaction(transaction -> {
                for (var pending : together) {
                    pending.write(transaction);
                }
            });
        } finally {
            end.cancel(false);
        }
    }

    /** Whether nothing at all can be written now: locked by another program, no connection, or no answer in time. */
    private static boolean isOfTheStore(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientConnectionException
                    || cause instanceof SQLException sql
                            && (sql.getErrorCode() == SQLITE_BUSY || PostgresLimits.isReached(sql.getSQLState()))) {
                return true;
            }
        }
        return false;
    }

    /** Something to be written, within a transaction. */
    public interface Write<T> {
        T perform(Handle handle) throws Exception;

        /** Whether it takes long to write, so that others had better not wait for it. May change until it is performed. */
        default boolean isLarge() {
            return false;
        }
    }
}
