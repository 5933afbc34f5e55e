package org.sentinelbridge.store;

import java.util.Map;
import org.jdbi.v3.core.Handle;

/** In what the two databases differ. */
enum Dialect {
    /** One transaction writes at a time anyway (transaction_mode=IMMEDIATE), on one machine with one clock. */
    SQLITE(Map.of("id", "INTEGER PRIMARY KEY AUTOINCREMENT", "bytes", "BLOB")) {
        @Override
        void lock(Handle handle, String section) {
            // the transaction holds the lock of the whole database already
        }

        @Override
        long now(Handle handle) {
            return System.currentTimeMillis();
        }
    },

    POSTGRESQL(Map.of("id", "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY", "bytes", "BYTEA")) {
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

    Dialect(Map<String, String> types) {
        this.types = types;
    }

    /** What the column types that have no common name are called. */
    Map<String, String> types() {
        return types;
    }

    abstract void lock(Handle handle, String section);

    abstract long now(Handle handle);
}
