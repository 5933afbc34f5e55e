package org.sentinelbridge.base.store;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** In what the two databases differ. */
enum Dialect {
    /** One transaction writes at a time anyway (transaction_mode=IMMEDIATE), on one machine with one clock. */
    SQLITE(Map.of("id", "INTEGER PRIMARY KEY AUTOINCREMENT", "bytes", "BLOB"), Optional.empty()) {
        @Override
        void lock(Handle handle, String section) {
            // the transaction holds the lock of the whole database already
        }

        @Override
        long now(Handle handle) {
            return System.currentTimeMillis();
        }
    },

    POSTGRESQL(Map.of("id", "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY", "bytes", "BYTEA"), Optional.of(PostgresLimits.TRANSACTION)) {
        @Override
        void lock(Handle handle, String section) {
            handle.createQuery("SELECT pg_advisory_xact_lock(hashtext(:section))")
                    .bind("section", section)
                    .mapTo(String.class)
                    .list();
        }

        @Override
        long now(Handle handle) {
            return handle.createQuery("SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)")
                    .mapTo(long.class)
                    .one();
        }
    };

    private final Map<String, String> types;
    private final Optional<Duration> mostTransaction;

    Dialect(Map<String, String> types, Optional<Duration> mostTransaction) {
        this.types = types;
        this.mostTransaction = mostTransaction;
    }

    /** What the column types that have no common name are called. */
    Map<String, String> types() {
        return types;
    }

    /** How long all that is written together may take; empty for as long as it takes. */
    Optional<Duration> mostTransaction() {
        return mostTransaction;
    }

    abstract void lock(Handle handle, String section);

    abstract long now(Handle handle);
}
