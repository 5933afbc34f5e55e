package org.sentinelbridge.base.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import org.sentinelbridge.base.settings.SettingsException;
import org.sqlite.JDBC;

/** What has to be done to the file of a SQLite database before it can be opened as others are. */
final class SqliteFile {

    private SqliteFile() {}

    /** @throws SettingsException if it can neither be opened nor made */
    static void prepare(Path file, String url) {
        createFolder(file);
        chooseLargePages(url);
    }

    /** Rows of the outbox are large. Only a new file takes them, and only before all else. */
    private static void chooseLargePages(String url) {
        // DriverManager would not find the driver among what the Camel CLI has downloaded
        try (var connection = JDBC.createConnection(url, new Properties()); var statement = connection.createStatement()) {
            statement.execute("PRAGMA page_size = 16384");
            statement.execute("PRAGMA journal_mode = WAL");
        } catch (SQLException e) {
            throw Unreachable.store(url, e);
        }
    }

    private static void createFolder(Path file) {
        var folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElseThrow();
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new SettingsException(Store.URL, "the folder " + folder + " cannot be made: " + (e instanceof FileAlreadyExistsException ? "that is no folder" : e.getMessage())
                    + "; check store.url and who may write there");
        }
    }
}
