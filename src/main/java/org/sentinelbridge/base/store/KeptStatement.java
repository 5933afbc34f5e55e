package org.sentinelbridge.base.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * A statement that runs for every group of messages: by JDBC alone, because Jdbi would take most of the time, and prepared only
 * once for each connection. Belongs to the thread of the {@link Writes}, which keeps its connection while there is something to
 * write.
 */
public final class KeptStatement {

    private final String sql;
    private Optional<Prepared> kept = Optional.empty();

    public KeptStatement(String sql) {
        this.sql = sql;
    }

    /** The statement on a handle's connection. Not to be closed: it ends with the connection. */
    public PreparedStatement on(Handle handle) throws SQLException {
        var connection = handle.getConnection();
        if (kept.isEmpty() || kept.get().connection != connection) {
            kept = Optional.of(new Prepared(connection, connection.prepareStatement(sql)));
        }
        return kept.get().statement;
    }

    private record Prepared(Connection connection, PreparedStatement statement) {}
}
