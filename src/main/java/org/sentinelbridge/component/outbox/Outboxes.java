package org.sentinelbridge.component.outbox;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.sentinelbridge.base.store.Store;

/** The outboxes of this process, one for each name, and what is done for them from time to time. */
public final class Outboxes implements AutoCloseable {

    private static final long REFRESH_SECONDS = 10;
    private static final int TELLERS = Runtime.getRuntime().availableProcessors();

    private final Store store;
    private final Limits limits;
    private final Duration duplicateWindow;
    private final Map<String, Outbox> byName = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor timer;
    private final ThreadPoolExecutor tellers;
    private volatile boolean started;

    /**
     * @param limits of each outbox
     * @param duplicateWindow for how long the id of a message is remembered, so that a repeat is dropped; zero for not at all
     */
    public Outboxes(Store store, Limits limits, Duration duplicateWindow) {
        this.store = store;
        this.limits = limits;
        this.duplicateWindow = duplicateWindow;
        this.timer = new ScheduledThreadPoolExecutor(1, task -> {
            var thread = new Thread(task, "outbox-timer");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
        // When they have ended, the thread of the store, which goes on until the last is on disk, tells the last callers itself.
        this.tellers = new ThreadPoolExecutor(TELLERS, TELLERS, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(), task -> {
            var thread = new Thread(task, "outbox-teller");
            thread.setDaemon(true);
            return thread;
        }, (task, ended) -> task.run());
        tellers.allowCoreThreadTimeOut(true);
    }

    /** Counts the backlogs, now and again and again. The store must be open. */
    public void start() {
        started = true;
        byName.values().forEach(outbox -> outbox.refresh().join());
        timer.scheduleWithFixedDelay(
                () -> byName.values().forEach(Outbox::refresh), REFRESH_SECONDS, REFRESH_SECONDS, TimeUnit.SECONDS);
    }

    /** The outbox of a name; made when it is first asked for, and its backlog counted as soon as the store is open. */
    public Outbox get(String name) {
        return byName.computeIfAbsent(name, n -> {
            var outbox = new Outbox(n, store, limits, duplicateWindow, tellers);
            if (started) {
                outbox.refresh().join();
            }
            return outbox;
        });
    }

    /** All that have been asked for until now. */
    public Collection<Outbox> all() {
        return List.copyOf(byName.values());
    }

    /** Does something again and again until the answer is closed. */
    AutoCloseable every(Duration period, Runnable action) {
        var future = timer.scheduleWithFixedDelay(action, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
        return () -> future.cancel(false);
    }

    @Override
    public void close() {
        timer.shutdownNow();
        tellers.shutdown();
        byName.values().forEach(Outbox::close);
    }
}
