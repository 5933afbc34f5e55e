package org.sentinelbridge.base.store;

import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;

/**
 * Queries that somebody waits for, and not longer than so long: a database that has fallen silent keeps the threads of this class
 * until the driver gives it up, and never those of the callers. There are as many as connections, as more could not read.
 */
public final class Reads implements AutoCloseable {

    private static final long KEEP_SECONDS = 10;

    private final Jdbi jdbi;
    private final ThreadPoolExecutor threads;

    /** @param most queries at the same time */
    Reads(Jdbi jdbi, int most) {
        this.jdbi = jdbi;
        this.threads = new ThreadPoolExecutor(most, most, KEEP_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            var thread = new Thread(task, "store-reads");
            thread.setDaemon(true);
            return thread;
        });
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Runs a query and waits for its answer.
     *
     * @throws IllegalStateException if there is none within this time; a query that has not begun by then never does
     */
    public <T> T run(HandleCallback<T, RuntimeException> query, Duration patience) {
        var task = new FutureTask<>(() -> jdbi.withHandle(query));
        threads.execute(task);
        return Awaited.get(task, patience);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
