package org.sentinelbridge.base.store;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;

/**
 * Version 10 of the tables: what was received is parked as bytes, no longer as text that was Base64 where the bytes were none. In
 * Java, because SQLite cannot decode Base64.
 */
final class ReceivedAsBytes implements JavaMigration {

    private final Dialect dialect;

    ReceivedAsBytes(Dialect dialect) {
        this.dialect = dialect;
    }

    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion("10");
    }

    @Override
    public String getDescription() {
        return "received as bytes";
    }

    @Override
    public Integer getChecksum() {
        return null; // Flyway's word for: there is none
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }

    @Override
    public void migrate(Context context) throws SQLException {
        var connection = context.getConnection();
        execute(connection, "ALTER TABLE parked ADD COLUMN received " + dialect.types().get("bytes") + " NOT NULL DEFAULT ''");
        for (var id : ids(connection)) {
            copy(connection, id);
        }
        execute(connection, "ALTER TABLE parked DROP COLUMN body");
    }

    private static List<String> ids(Connection connection) throws SQLException {
        var ids = new ArrayList<String>();
        try (var statement = connection.createStatement(); var rows = statement.executeQuery("SELECT id FROM parked")) {
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
        }
        return ids;
    }

    private static void copy(Connection connection, String id) throws SQLException {
        try (var read = connection.prepareStatement("SELECT body, encoding FROM parked WHERE id = ?");
                var write = connection.prepareStatement("UPDATE parked SET received = ? WHERE id = ?")) {
            read.setString(1, id);
            try (var row = read.executeQuery()) {
                row.next();
                var body = row.getString(1);
                write.setBytes(1, row.getString(2).equals("base64")
                        ? Base64.getDecoder().decode(body)
                        : body.getBytes(StandardCharsets.UTF_8));
            }
            write.setString(2, id);
            write.executeUpdate();
        }
    }

    private static void execute(Connection connection, String statement) throws SQLException {
        try (var one = connection.createStatement()) {
            one.execute(statement);
        }
    }
}
