package org.sentinelbridge.parked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sentinelbridge.settings.Settings;
import org.sentinelbridge.settings.SettingsException;
import org.sentinelbridge.store.Store;

/** The table of parked messages, in both databases that the bridge can keep it in. */
class ParkedMessagesTest {

    private static final ParkedMessage MESSAGE = new ParkedMessage(
            "6f7f2a3e-0d6c-4f0f-8a54-0b6d3f8f2a11",
            "RUN-1",
            "case-webhook",
            "call-sentinel-send",
            "update-incident",
            "case-1",
            "7b2a3c1e-0000-5000-8000-000000000001",
            "Azure answered 503",
            4,
            Instant.ofEpochMilli(1_790_000_000_123L),
            Received.of("{\"case_title\":\"Ünïcödé 😀 ' \\\" ; DROP TABLE parked\"}"),
            "text",
            "",
            "[]");

    @TempDir
    Path folder;

    @Test
    void sqliteKeepsThemOverARestart() throws IOException {
        var url = "jdbc:sqlite:" + folder.resolve("not/there/yet/bridge.db");

        try (var store = open(Map.of("store.url", url))) {
            store.jdbi().useHandle(handle -> ParkedMessages.add(handle, MESSAGE));
        }

        assertThat(Files.exists(folder.resolve("not/there/yet/bridge.db"))).isTrue();
        try (var store = open(Map.of("store.url", url))) {
            assertThat(new ParkedMessages(store.jdbi()).all()).containsExactly(MESSAGE);
        }
    }

    @Test
    void sqliteIsOnDiskWhenItSaysSo() {
        try (var store = open(Map.of("store.url", "jdbc:sqlite:" + folder.resolve("bridge.db")))) {
            var pragmas = store.jdbi().withHandle(handle -> handle.select("PRAGMA journal_mode").mapTo(String.class).one()
                    + " " + handle.select("PRAGMA synchronous").mapTo(Integer.class).one());
            assertThat(pragmas).as("2 is FULL").isEqualTo("wal 2");
        }
    }

    @Test
    void postgresqlKeepsThemAsWell() throws IOException {
        try (var postgres = EmbeddedPostgres.start()) {
            var settings = Map.of("store.url", postgres.getJdbcUrl("postgres", "postgres"), "store.user", "postgres");
            try (var store = open(settings)) {
                store.jdbi().useHandle(handle -> ParkedMessages.add(handle, MESSAGE));
            }
            try (var store = open(settings)) {
                assertThat(new ParkedMessages(store.jdbi()).all()).containsExactly(MESSAGE);
            }
        }
    }

    @Test
    void aDatabaseThatCannotBeOpenedStopsTheStartAndNamesTheSetting() throws IOException {
        var file = Files.writeString(folder.resolve("no-database"), "This is no database at all, but a text file.");

        assertThatThrownBy(() -> open(Map.of("store.url", "jdbc:sqlite:" + file)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("store.url");
        assertThatThrownBy(() -> open(Map.of("store.url", "jdbc:h2:mem:x")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("jdbc:sqlite:");
    }

    private static Store open(Map<String, String> settings) {
        return Store.open(new Settings(name -> Optional.ofNullable(settings.get(name))));
    }
}
