package org.sentinelbridge.outbox;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.sentinelbridge.settings.Settings;
import org.sentinelbridge.store.Store;

/** Opens stores of both kinds, as often as wanted, each time as another process would. */
final class Stores implements AutoCloseable {

    private final Map<String, String> settings;
    private final Optional<EmbeddedPostgres> postgres;

    private Stores(Map<String, String> settings, Optional<EmbeddedPostgres> postgres) {
        this.settings = settings;
        this.postgres = postgres;
    }

    static Stores sqlite(Path folder) {
        return new Stores(Map.of("store.url", "jdbc:sqlite:" + folder.resolve("bridge.db")), Optional.empty());
    }

    static Stores postgresql() {
        try {
            var postgres = EmbeddedPostgres.start();
            return new Stores(
                    Map.of("store.url", postgres.getJdbcUrl("postgres", "postgres"), "store.user", "postgres"), Optional.of(postgres));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Store open() {
        return Store.open(new Settings(name -> Optional.ofNullable(settings.get(name))));
    }

    @Override
    public void close() {
        try {
            if (postgres.isPresent()) {
                postgres.get().close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
