package org.sentinelbridge.base.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which limits count on a connection to PostgreSQL. */
class PostgresLimitsTest {

    @TempDir
    Path folder;

    private final String url = Database.POSTGRESQL.make(folder);

    @Test
    void oursCountWhereNobodyHasSetAny() {
        try (var store = Database.open(url); var handle = store.jdbi().open()) {
            assertThat(setting(handle, "idle_in_transaction_session_timeout")).isEqualTo("5s");
            assertThat(setting(handle, "lock_timeout")).isEqualTo("8s");
            assertThat(setting(handle, "statement_timeout")).isEqualTo("15s");
            assertThat(networkTimeout(handle)).isEqualTo(18_000);
        }
    }

    @Test
    void whatTheAddressSaysCounts() {
        try (var store = Database.open(url + "&socketTimeout=7&options=-c%20lock_timeout=3s"); var handle = store.jdbi().open()) {
            assertThat(setting(handle, "lock_timeout")).isEqualTo("3s");
            assertThat(networkTimeout(handle)).isEqualTo(7_000);
            assertThat(setting(handle, "statement_timeout")).as("not in the address").isEqualTo("15s");
        }
    }

    @Test
    void whatTheServerIsConfiguredWithCounts() {
        Jdbi.create(url, "postgres", "").useHandle(handle -> handle.execute(
                "ALTER DATABASE " + handle.createQuery("SELECT current_database()").mapTo(String.class).one() + " SET statement_timeout = '1min'"));
        try (var store = Database.open(url); var handle = store.jdbi().open()) {
            assertThat(setting(handle, "statement_timeout")).isEqualTo("1min");
        }
    }

    /** Another program holds a table that has to be changed, for longer than any of the limits. */
    @Test
    void noneCountForMigrations() throws Exception {
        Flyway.configure().dataSource(url, "postgres", "").locations("classpath:org/sentinelbridge/base/store/tables")
                .placeholders(Dialect.POSTGRESQL.types()).target("9").load().migrate();
        var locked = new CountDownLatch(1);
        var other = CompletableFuture.runAsync(() -> {
            try (var connection = DriverManager.getConnection(url, "postgres", ""); var statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute("LOCK TABLE parked");
                locked.countDown();
                statement.execute("SELECT pg_sleep(20)");
                connection.commit();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        locked.await();
        try (var store = Database.open(url); var handle = store.jdbi().open()) {
            assertThat(handle.createQuery("SELECT count(received) FROM parked").mapTo(int.class).one()).isZero();
        }
        other.get(10, TimeUnit.SECONDS);
    }

    private static String setting(Handle handle, String name) {
        return handle.createQuery("SHOW " + name).mapTo(String.class).one();
    }

    private static int networkTimeout(Handle handle) {
        try {
            return handle.getConnection().getNetworkTimeout();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
