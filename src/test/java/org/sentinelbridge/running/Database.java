package org.sentinelbridge.running;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Looks into the store of a bridge from outside. */
final class Database {

    private Database() {}

    /** Nobody else can write until this is closed, as when another program works on the file. */
    static Connection locked(Path home) throws SQLException {
        var connection = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("data/bridge.db"));
        try (var statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
        }
        return connection;
    }

    /** The rows of a query, each a list of texts. */
    static List<List<String>> rows(Path home, String query) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("data/bridge.db"));
                var statement = connection.createStatement();
                var result = statement.executeQuery(query)) {
            var rows = new ArrayList<List<String>>();
            while (result.next()) {
                var row = new ArrayList<String>();
                for (var column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                    row.add(result.getString(column));
                }
                rows.add(row);
            }
            return rows;
        }
    }
}
