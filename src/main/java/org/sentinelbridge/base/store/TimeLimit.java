package org.sentinelbridge.base.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the connection of a transaction that takes too long. A driver limits for how long it waits for an answer, but not for how long it
 * tries to send: megabytes for a server that takes no more of them would hold up all that is written after them.
 */
final class TimeLimit implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TimeLimit.class);

    private final Optional<Duration> limit;
    private final ScheduledThreadPoolExecutor timer;

    /** @param limit empty for none */
    TimeLimit(Optional<Duration> limit) {
        this.limit = limit;
        this.timer = new ScheduledThreadPoolExecutor(1, task -> {
            var thread = new Thread(task, "store-time-limit");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
    }

    /** Begins now; cancel it at the end. Whoever uses the connection when the limit is reached gets an {@link SQLException}. */
    Future<?> begin(Connection connection) {
        return limit.<Future<?>>map(most -> timer.schedule(() -> end(connection, most), most.toMillis(), TimeUnit.MILLISECONDS))
                .orElseGet(() -> CompletableFuture.completedFuture("no end"));
    }

    private static void end(Connection connection, Duration limit) {
        LOG.warn("The store has not taken within {} s what was to be written; this connection to it is closed", limit.toSeconds());
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            LOG.warn("It cannot be closed: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
