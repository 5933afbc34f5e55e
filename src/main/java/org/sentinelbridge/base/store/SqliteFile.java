package org.sentinelbridge.base.store;

import java.io.IOException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.sentinelbridge.base.settings.SettingsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.JDBC;

/** What has to be done to the file of a SQLite database before it can be opened as others are. */
final class SqliteFile {

    private static final Logger LOG = LoggerFactory.getLogger(SqliteFile.class);
    /** To write so much anew takes less than a second, however large the file is. */
    private static final long MOST_REWRITTEN = 64L << 20;

    private SqliteFile() {}

    /** @throws SettingsException if it can neither be opened nor made */
    static void prepare(Path file, String url) {
        try {
            OwnerOnly.database(file);
        } catch (IOException e) {
            throw new SettingsException(Store.URL, "the file " + file + " cannot be made: " + (e instanceof NotDirectoryException ? e.getMessage() + " is no folder" : e.toString())
                    + "; check store.url and who may write there");
        }
        // DriverManager would not find the driver among what the Camel CLI has downloaded
        try (var connection = JDBC.createConnection(url, new Properties())) {
            choosePages(connection);
            letShrink(connection, file);
        } catch (SQLException e) {
            throw Unreachable.store(url, e);
        }
    }

    /** Rows of the outbox are large. Only a new file takes this, and only before all else. */
    private static void choosePages(Connection connection) throws SQLException {
        execute(connection, "PRAGMA page_size = 16384");
        execute(connection, "PRAGMA auto_vacuum = INCREMENTAL");
        execute(connection, "PRAGMA journal_mode = WAL");
    }

    /** A file of an earlier version cannot give anything back until it has been written anew, which takes as long as there is much in it. */
    private static void letShrink(Connection connection, Path file) throws SQLException {
        if (ask(connection, "auto_vacuum") != 0 || (ask(connection, "page_count") - ask(connection, "freelist_count")) * ask(connection, "page_size") > MOST_REWRITTEN) {
            return;
        }
        try {
            execute(connection, "PRAGMA auto_vacuum = INCREMENTAL");
            execute(connection, "VACUUM");
        } catch (SQLException e) {
            LOG.info("{} stays as large as it has been, until a later start: {}", file, e.getMessage());
        }
    }

    private static long ask(Connection connection, String pragma) throws SQLException {
        try (var statement = connection.createStatement(); var row = statement.executeQuery("PRAGMA " + pragma)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
