package org.sentinelbridge.base.runs;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.sentinelbridge.base.runs.Bundles.Bundle;
import org.sentinelbridge.base.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts runs and writes them into the store, some of them together and within a second after they ended, so that no run
 * waits for it. When more come than can be written, the rest is counted as not recorded. Deletes what is too old or too much.
 */
public final class Journal implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final Duration WRITE_EVERY = Duration.ofSeconds(1);
    private static final Duration WARN_EVERY = Duration.ofMinutes(1);
    private static final Duration PRUNE_EVERY = Duration.ofMinutes(1);
    private static final int MOST_WAITING = 20_000;
    private static final int SOON = MOST_WAITING / 4;

    private final Store store;
    private final RunMeters meters;
    private final Retention retention;
    private final Bundles bundles = new Bundles();
    private final Allowance warnings = new Allowance(1, WARN_EVERY.toMillis(), TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
    private final BlockingQueue<Run> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final LongAdder lost = new LongAdder();
    private final ScheduledExecutorService timer;

    public Journal(Store store, RunMeters meters, Retention retention) {
        this.store = store;
        this.meters = meters;
        this.retention = retention;
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "run-journal");
            thread.setDaemon(true);
            return thread;
        });
        meters.lost(lost);
    }

    /** Begins to write. The store must be open. */
    public void start() {
        timer.scheduleWithFixedDelay(this::write, WRITE_EVERY.toMillis(), WRITE_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        timer.scheduleWithFixedDelay(this::prune, PRUNE_EVERY.toMillis(), PRUNE_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Takes note of a run that has ended. Returns at once, whatever the store does. */
    public void record(Run run) {
        count(run);
        keep(run);
    }

    /** Counts a run that is written otherwise. */
    public void count(Run run) {
        meters.count(run);
    }

    /** Writes a run within a transaction of the caller, for what must not be done without one. Does not count it. */
    public void write(Handle handle, Run run) {
        if (!retention.keepsNothing()) {
            insert(handle, List.of(Bundle.of(run)));
        }
    }

    /** Has a run written that was counted already. */
    void keep(Run run) {
        if (retention.keepsNothing()) {
            return;
        }
        if (!waiting.offer(run)) {
            lost.increment();
        } else if (waiting.size() == SOON) {
            writeSoon();
        }
    }

    private void writeSoon() {
        try {
            timer.execute(this::write);
        } catch (RejectedExecutionException e) {
            LOG.debug("closing, which writes all that is left", e);
        }
    }

    /** How many runs could not be recorded since the start. */
    public long lost() {
        return lost.sum();
    }

    /** Writes what has come until now, and ends. Close it before the store. */
    @Override
    public void close() {
        timer.shutdownNow();
        try {
            timer.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        write();
    }

    private void write() {
        var runs = new ArrayList<Run>();
        waiting.drainTo(runs);
        if (runs.isEmpty()) {
            return;
        }
        try {
            var rows = bundles.of(runs, TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
            store.writes().run(handle -> {
                insert(handle, rows);
                return rows;
            });
        } catch (RuntimeException e) {
            lost.add(runs.size());
            if (warnings.take(TimeUnit.NANOSECONDS.toMillis(System.nanoTime()))) {
                LOG.warn("{} runs could not be recorded, {} since the start: {}", runs.size(), lost.sum(), Store.rootMessage(e));
            }
        }
    }

    private void insert(Handle handle, List<Bundle> rows) {
        store.alone(handle, "runs"); // who follows must not miss a row that became visible after a later one
        try {
            RunRow.insert(handle.getConnection(), rows);
        } catch (SQLException e) {
            throw new ConnectionException(e);
        }
    }

    private void prune() {
        try {
            retention.prune(store);
        } catch (RuntimeException e) {
            LOG.warn("Old runs could not be deleted: {}", e.getMessage());
        }
    }
}
