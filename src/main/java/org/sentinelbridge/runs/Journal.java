package org.sentinelbridge.runs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.sentinelbridge.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes runs into the store, some of them together and some time after they ended, so that no run waits for it. When more come than
 * can be written, the rest is counted as not recorded.
 */
public final class Journal implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final Duration EVERY = Duration.ofMillis(500);
    private static final int MOST_WAITING = 20_000;

    private final Store store;
    private final BlockingQueue<Run> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final LongAdder lost = new LongAdder();
    private final ScheduledExecutorService timer;

    public Journal(Store store) {
        this.store = store;
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "run-journal");
            thread.setDaemon(true);
            return thread;
        });
        timer.scheduleWithFixedDelay(this::write, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Takes note of a run that has ended. Returns at once, whatever the store does. */
    public void record(Run run) {
        if (!waiting.offer(run)) {
            lost.increment();
        }
    }

    /** How many runs could not be recorded since the start. */
    public long lost() {
        return lost.sum();
    }

    /** Writes what has come until now, and ends. Close it before the store. */
    @Override
    public void close() {
        timer.shutdown();
        try {
            timer.awaitTermination(EVERY.toSeconds() + 5, TimeUnit.SECONDS);
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
            store.writes().run(handle -> {
                store.alone(handle, "runs");
                for (var run : runs) {
                    RunRow.insert(handle.getConnection(), run, "", new byte[0]);
                }
                return List.of();
            });
        } catch (RuntimeException e) {
            lost.add(runs.size());
            LOG.warn("{} runs could not be recorded: {}", runs.size(), e.getMessage());
        }
    }
}
