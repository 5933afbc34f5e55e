package org.sentinelbridge.base.store;

import com.zaxxer.hikari.HikariConfig;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * For how long a connection to PostgreSQL waits, so that neither a server that has fallen silent nor another bridge that was
 * stopped in the middle of a transaction holds up this one for good. Each limit leaves the one before it the time to act: whoever
 * was stopped loses its locks before those who wait for them give up, and the server ends a statement, which is then undone for
 * certain, before the driver gives up the server, when nobody knows.
 *
 * <p>What {@code store.url} says about the same counts, and what the server, the database or the user has been configured with. Not
 * for migrations, which may take as long as they need.
 */
final class PostgresLimits {

    /** Without a word between two statements of a transaction; the server then ends the connection. */
    private static final Duration IDLE_IN_TRANSACTION = Duration.ofSeconds(5);
    private static final Duration LOCK = Duration.ofSeconds(8);
    private static final Duration STATEMENT = Duration.ofSeconds(15);
    /** Without a byte from the server. */
    private static final Duration SILENCE = Duration.ofSeconds(18);
    /** Of all that is written together, which may be tens of megabytes. */
    static final Duration TRANSACTION = Duration.ofSeconds(40);

    private static final Duration CONNECT = Duration.ofSeconds(2);

    /** Sets what nobody else has set: zero stands for no limit. */
    private static final String ON_SERVER = "SELECT set_config(name, setting, false) FROM (VALUES "
            + Map.of("idle_in_transaction_session_timeout", IDLE_IN_TRANSACTION, "lock_timeout", LOCK, "statement_timeout", STATEMENT)
                    .entrySet().stream()
                    .map(one -> "('" + one.getKey() + "', '" + one.getValue().toMillis() + "')")
                    .collect(Collectors.joining(", "))
            + ") AS limits (name, setting) WHERE current_setting(name) = '0'";

    /**
     * What the server answers when one of the limits is reached, and when it shuts down: not the fault of what is being written. 57 is
     * an operator's intervention, such as the end of a statement that took too long.
     */
    private static final Set<String> REACHED = Set.of("08", "57", "55P03", "25P03");

    private PostgresLimits() {}

    /** Gives them to the connections of a pool. */
    static void set(HikariConfig config) {
        config.setConnectionInitSql(ON_SERVER);
        config.setValidationTimeout(CONNECT.toMillis() / 2);
        config.addDataSourceProperty("connectTimeout", String.valueOf(CONNECT.toSeconds()));
        config.addDataSourceProperty("socketTimeout", String.valueOf(SILENCE.toSeconds()));
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("socketFactory", ClosableSockets.class.getName()); // for the limit of a transaction
    }

    /** Whether it means that nothing can be written now, whatever it is. */
    static boolean isReached(String sqlState) {
        return REACHED.stream().anyMatch(String.valueOf(sqlState)::startsWith);
    }
}
