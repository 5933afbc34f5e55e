package org.sentinelbridge.base.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.sentinelbridge.base.settings.Settings;

/** The two databases that a store can be in; each test has one of its own. */
public enum Database {
    SQLITE {
        @Override
        public String make(Path folder) {
            return "jdbc:sqlite:" + folder.resolve("bridge.db");
        }
    },

    POSTGRESQL {
        @Override
        public String make(Path folder) {
            var name = "bridge_" + UUID.randomUUID().toString().replace("-", "");
            try (var connection = Server.ONE.getPostgresDatabase().getConnection(); var statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE " + name);
            } catch (SQLException e) {
                throw new IllegalStateException("no database for the test", e);
            }
            return Server.ONE.getJdbcUrl("postgres", name);
        }
    };

    /** A new, empty database; answers its address. */
    public abstract String make(Path folder);

    public static Store open(String url) {
        var settings = Map.of("store.url", url, "store.user", "postgres");
        return Store.open(new Settings(name -> Optional.ofNullable(settings.get(name))));
    }

    /** Runs until the tests end. */
    private static final class Server {

        private static final EmbeddedPostgres ONE = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.start();
            } catch (IOException e) {
                throw new UncheckedIOException("PostgreSQL does not start", e);
            }
        }
    }
}
