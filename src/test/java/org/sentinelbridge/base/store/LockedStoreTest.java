package org.sentinelbridge.base.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sentinelbridge.base.settings.Settings;

/** After another program has held the database's lock, a transaction is one again. */
class LockedStoreTest {

    @TempDir
    Path folder;

    @Test
    void whatFailsLaterIsStillUndoneAsAWhole() {
        var url = "jdbc:sqlite:" + folder.resolve("bridge.db");
        try (var store = Store.open(new Settings(property -> property.equals("store.url") ? Optional.of(url) : Optional.empty()))) {
            store.writes().run(handle -> handle.execute("CREATE TABLE numbers (n INTEGER)"));
            try (var other = Jdbi.create(url).open()) {
                other.begin();
                other.execute("DELETE FROM numbers");
                assertThatThrownBy(() -> insert(store, 1)).hasStackTraceContaining("locked");
                other.rollback();
            }
            assertThatThrownBy(() -> store.writes().run(handle -> {
                handle.execute("INSERT INTO numbers VALUES (2)");
                throw new IllegalStateException("the second half fails");
            })).hasMessage("the second half fails");
            assertThat(count(store)).as("nothing of a write that failed").isZero();
            assertThat(new WriteProbe(store).obstacle()).isEmpty();

            insert(store, 3);

            assertThat(count(store)).isEqualTo(1);
        }
    }

    @Test
    void whileItIsLockedTheProbeSaysSoEachTime() {
        var url = "jdbc:sqlite:" + folder.resolve("bridge.db");
        try (var store = Store.open(new Settings(property -> property.equals("store.url") ? Optional.of(url) : Optional.empty()));
                var other = Jdbi.create(url).open()) {
            other.begin();
            other.execute("DELETE FROM cursors");
            for (var i = 0; i < 3; i++) {
                assertThat(new WriteProbe(store).obstacle()).hasValueSatisfying(text -> assertThat(text).contains("cannot be written", "locked"));
                assertThatThrownBy(() -> store.writes().run(handle -> "writes nothing, but needs the lock")).hasStackTraceContaining("locked");
            }
            other.rollback();
            assertThat(new WriteProbe(store).obstacle()).isEmpty();
        }
    }

    private static void insert(Store store, int number) {
        store.writes().run(handle -> handle.execute("INSERT INTO numbers VALUES (?)", number));
    }

    private static int count(Store store) {
        return store.jdbi().withHandle(handle -> handle.createQuery("SELECT COUNT(*) FROM numbers").mapTo(int.class).one());
    }
}
