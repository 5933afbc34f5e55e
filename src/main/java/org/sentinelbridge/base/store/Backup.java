package org.sentinelbridge.base.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.base.settings.SettingsException;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConnection;

/**
 * A copy of a SQLite database while others write to it: all that is committed when it begins and nothing of what comes later, in one
 * file, which is there as a whole or not at all.
 */
public final class Backup {

    private static final int ALL_PAGES = -1;
    private static final int MILLIS_TO_WAIT = 100;
    private static final int MOST_WAITS = 100;

    private Backup() {}

    /**
     * Copies the database of {@code store.url} into a new file that only its owner may read.
     *
     * @return how many bytes it has
     * @throws FileAlreadyExistsException if it is there already
     * @throws IOException if it cannot be written
     * @throws SettingsException if that is no SQLite, or not there
     */
    public static long make(Settings settings, Path to) throws IOException {
        var from = Store.file(settings).orElseThrow(() -> new SettingsException(Store.URL, "is a PostgreSQL, which has its own way: pg_dump"
                + " --format=custom --file=FILE DATABASE, and pg_restore; bridge backup is for SQLite"));
        if (Files.notExists(from)) {
            throw new SettingsException(Store.URL, "there is no " + from.toAbsolutePath() + "; call this in the folder of the bridge, or set BRIDGE_HOME");
        }
        if (Files.exists(to)) {
            throw new FileAlreadyExistsException(to.toString());
        }
        var target = to.toAbsolutePath();
        var part = target.resolveSibling(target.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        OwnerOnly.newFile(part);
        try {
            copy(settings.text(Store.URL), part);
            check(part);
            force(part);
            Files.move(part, target); // which fails if somebody has made it meanwhile
            return Files.size(target);
        } catch (SQLException e) {
            throw new IOException(e.getMessage(), e);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** All at once: piece by piece it would begin anew with each write of others. */
    private static void copy(String url, Path to) throws SQLException {
        try (var connection = JDBC.createConnection(url, new Properties())) {
            var result = connection.unwrap(SQLiteConnection.class).getDatabase()
                    .backup("main", to.toString(), null, MILLIS_TO_WAIT, MOST_WAITS, ALL_PAGES);
            if (result != 0) {
                throw new SQLException("SQLite answers " + result + "; is there room for the copy?");
            }
        }
    }

    /** Makes one file of it that needs no other beside it. */
    private static void check(Path copy) throws SQLException {
        try (var connection = JDBC.createConnection("jdbc:sqlite:" + copy, new Properties())) {
            ask(connection, "PRAGMA journal_mode = DELETE");
            var sound = ask(connection, "PRAGMA quick_check");
            if (!sound.equals("ok")) {
                throw new SQLException("the copy is not sound: " + sound);
            }
        }
    }

    private static String ask(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement(); var row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static void force(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }
}
