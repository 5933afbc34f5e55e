package org.sentinelbridge.base.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a backlog has taken of the disk can be written again once it is gone, and goes back to the disk. */
class SpaceTest {

    private static final long MB = 1L << 20;
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int ROWS = 40;

    @TempDir
    private Path folder;

    private Path file;
    private String url;

    @BeforeEach
    void name() {
        file = folder.resolve("bridge.db");
        url = Database.SQLITE.make(folder);
    }

    @Test
    void theFileAndTheLogShrinkWhenNobodyWrites() throws IOException {
        try (var store = Database.open(url)) {
            fill(store);
            assertThat(size(file) + size(log())).isGreaterThan(ROWS * MB);

            empty(store);

            await().atMost(SOON).untilAsserted(() -> {
                assertThat(size(file)).as("what is kept for later, and what is in it").isLessThan(18 * MB);
                assertThat(size(log())).isLessThanOrEqualTo(MB);
            });
            String check = store.jdbi().withHandle(handle -> handle.createQuery("PRAGMA integrity_check").mapTo(String.class).one());
            assertThat(check).isEqualTo("ok");
        }
    }

    @Test
    void theDiskIsFullButTheFileHasRoom() throws Exception {
        var free = new AtomicLong(100 * MB);
        var reserve = new DiskReserve(free::get, 40 * MB);
        SqliteFile.prepare(file, url);
        try (var writer = DriverManager.getConnection(url); var upkeep = new SqliteUpkeep(file, url, reserve)) {
            execute(writer, "CREATE TABLE rows (bytes BLOB)");
            insert(writer, ROWS);
            assertThat(reserve.shortage()).isEmpty();
            free.set(2 * MB);
            await().atMost(SOON).until(() -> reserve.shortage().isPresent());

            execute(writer, "BEGIN");
            execute(writer, "DELETE FROM rows");
            execute(writer, "COMMIT");

            await().atMost(SOON).until(() -> reserve.shortage().isEmpty());
            insert(writer, 1);
            assertThat(reserve.shortage()).as("the room is in the file").isEmpty();
            assertThat(upkeep).isNotNull();
        }
    }

    @Test
    void aLogThatAReaderHoldsOnToIsNoRoom() throws Exception {
        var free = new AtomicLong(100 * MB);
        var reserve = new DiskReserve(free::get, 40 * MB);
        SqliteFile.prepare(file, url);
        try (var writer = DriverManager.getConnection(url); var reader = DriverManager.getConnection(url);
                var upkeep = new SqliteUpkeep(file, url, reserve)) {
            execute(writer, "CREATE TABLE rows (bytes BLOB)");
            insert(writer, ROWS);
            execute(writer, "PRAGMA wal_checkpoint(TRUNCATE)");
            reader.setAutoCommit(false);
            try (var statement = reader.createStatement(); var rows = statement.executeQuery("SELECT count(*) FROM rows")) {
                assertThat(rows.next()).isTrue();
                execute(writer, "DELETE FROM rows");
                insert(writer, 4);
                free.set(MB);
                await().during(Duration.ofSeconds(1)).atMost(SOON).until(() -> reserve.shortage().isPresent());
            }
            reader.rollback();
            assertThat(upkeep).isNotNull();
        }
    }

    @Test
    void aFileOfAnEarlierVersionIsMadeAbleToShrinkWhileThereIsLittleInIt() throws Exception {
        Database.open(url).close();
        try (var old = DriverManager.getConnection(url)) {
            execute(old, "PRAGMA journal_mode = DELETE");
            execute(old, "PRAGMA auto_vacuum = NONE");
            execute(old, "VACUUM");
            execute(old, "PRAGMA journal_mode = WAL");
            execute(old, "CREATE TABLE rows (bytes BLOB)");
            insert(old, ROWS);
            execute(old, "DELETE FROM rows");
        }
        assertThat(size(file)).isGreaterThan(ROWS * MB);
        try (var store = Database.open(url)) {
            fill(store);
            empty(store);
            await().atMost(SOON).untilAsserted(() -> assertThat(size(file)).isLessThan(18 * MB));
        }
    }

    private static void fill(Store store) {
        store.writes().run(handle -> handle.execute("CREATE TABLE backlog (bytes BLOB)"));
        for (var i = 0; i < ROWS; i++) {
            store.writes().run(handle -> handle.execute("INSERT INTO backlog VALUES (randomblob(1048576))"));
        }
    }

    private static void empty(Store store) {
        store.writes().run(handle -> handle.execute("DELETE FROM backlog"));
    }

    private static void insert(Connection connection, int rows) throws SQLException {
        for (var i = 0; i < rows; i++) {
            execute(connection, "INSERT INTO rows VALUES (randomblob(1048576))");
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Path log() {
        return Path.of(file + "-wal");
    }

    private static long size(Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
