package org.sentinelbridge.base.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.JDBC;

/**
 * Gives back to the disk what the files of a SQLite database no longer need, while nobody writes, and tells the {@link DiskReserve} how
 * much of it can be written again. Never waits for a lock, and holds it for some milliseconds.
 */
final class SqliteUpkeep implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SqliteUpkeep.class);
    private static final Duration EVERY = Duration.ofMillis(250);
    private static final long MOST_IDLE_LOG = 1L << 20;
    private static final int PAGES_AT_ONCE = 64;
    private static final int MOST_STEPS = 16;
    private static final int FRAME_HEADER = 24;
    private static final int INCREMENTAL = 2;

    private final Path file;
    private final Path log;
    private final DiskReserve reserve;
    private final Connection connection;
    private final ScheduledExecutorService timer;
    private final long pageSize;
    private final boolean canShrink;
    private long seen = -1;

    /** Begins with it. */
    SqliteUpkeep(Path file, String url, DiskReserve reserve) throws SQLException {
        this.file = file;
        this.log = Path.of(file + "-wal");
        this.reserve = reserve;
        var properties = new Properties();
        properties.setProperty("busy_timeout", "0");
        connection = JDBC.createConnection(url, properties);
        pageSize = ask("page_size");
        canShrink = ask("auto_vacuum") == INCREMENTAL;
        timer = Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "store-upkeep");
            thread.setDaemon(true);
            return thread;
        });
        timer.scheduleWithFixedDelay(this::look, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            if (isIdle()) {
                giveBack();
            }
            reserve.holds(held());
        } catch (SQLException | IOException e) {
            LOG.debug("Upkeep of the store has to wait: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.warn("Upkeep of the store", e); // else the timer would end in silence
        }
    }

    /** Whether nobody else has written since this was last asked. */
    private boolean isIdle() throws SQLException {
        var before = seen;
        seen = ask("data_version");
        return seen == before;
    }

    private void giveBack() throws SQLException, IOException {
        if (size(log) > MOST_IDLE_LOG || size(file) > ask("page_count") * pageSize) {
            checkpoint("TRUNCATE"); // what is cut off the end of the file is, until then, cut off in the log only
        }
        var excess = canShrink ? ask("freelist_count") - reserve.bytes() / pageSize : 0;
        for (var i = 0; i < MOST_STEPS && excess > 0 && isIdle(); i++) {
            try (var statement = connection.createStatement()) {
                // stepped through to its end only as an update
                statement.executeUpdate("PRAGMA incremental_vacuum(" + Math.min(PAGES_AT_ONCE, excess) + ")");
            }
            excess -= PAGES_AT_ONCE;
        }
    }

    private DiskReserve.Held held() throws SQLException, IOException {
        var unusedLog = reserve.isNear(owed()) ? unusedLog() : 0;
        return new DiskReserve.Held(unusedLog, ask("freelist_count") * pageSize, owed());
    }

    /** Pages that the log has and the file has no room for yet. */
    private long owed() throws SQLException, IOException {
        return Math.max(0, ask("page_count") * pageSize - size(file));
    }

    /** Once all of the log is in the file, the next writer begins it anew. */
    private long unusedLog() throws SQLException, IOException {
        var frames = checkpoint("PASSIVE");
        return size(log) - frames * (pageSize + FRAME_HEADER);
    }

    /** Answers how many frames of the log are not in the file, with those before them; 0 if all are. */
    private long checkpoint(String how) throws SQLException {
        try (var statement = connection.createStatement(); var row = statement.executeQuery("PRAGMA wal_checkpoint(" + how + ")")) {
            row.next();
            var frames = row.getLong("log");
            return frames == row.getLong("checkpointed") ? 0 : frames;
        }
    }

    private long ask(String pragma) throws SQLException {
        try (var statement = connection.createStatement(); var row = statement.executeQuery("PRAGMA " + pragma)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static long size(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    @Override
    public void close() {
        timer.shutdown();
        try {
            timer.awaitTermination(1, TimeUnit.MINUTES);
            connection.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            LOG.debug("The connection for upkeep could not be closed", e);
        }
    }
}
