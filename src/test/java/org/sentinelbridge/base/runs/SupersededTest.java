package org.sentinelbridge.base.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sentinelbridge.base.store.Database;
import org.sentinelbridge.base.store.Store;

/** What superseded a message is known as long as runs are kept. */
class SupersededTest {

    private static final long DAY = Duration.ofDays(1).toMillis();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void itIsForgottenWithTheRunsOfItsTime(Database database) {
        try (var store = Database.open(database.make(folder))) {
            var now = System.currentTimeMillis();
            add(store, "old", now - 31 * DAY);
            add(store, "young", now - 29 * DAY);

            new Retention(Duration.ofDays(30), 1_000).prune(store);
            assertThat(isKnown(store, "old")).isFalse();
            assertThat(isKnown(store, "young")).isTrue();

            try (var journal = RunTableTest.journal(store)) {
                journal.record(RunTableTest.run("RUN-1", "case-webhook", Outcome.DELIVERED, Instant.ofEpochMilli(now - 28 * DAY)));
            }
            new Retention(Duration.ofDays(30), 1_000).prune(store);
            assertThat(isKnown(store, "young")).as("older than every run that is kept").isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatWasNotedFirstStays(Database database) {
        try (var store = Database.open(database.make(folder))) {
            store.jdbi().useHandle(handle -> {
                Superseded.add(handle, "m", "RUN-1", 1);
                Superseded.add(handle, "m", "RUN-2", 2);
                assertThat(Superseded.by(handle, "m")).contains("RUN-1");
            });
        }
    }

    private static void add(Store store, String id, long at) {
        store.jdbi().useHandle(handle -> Superseded.add(handle, id, "RUN", at));
    }

    private static boolean isKnown(Store store, String id) {
        return store.jdbi().withHandle(handle -> Superseded.by(handle, id)).isPresent();
    }
}
