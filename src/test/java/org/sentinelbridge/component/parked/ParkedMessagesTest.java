package org.sentinelbridge.component.parked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.base.settings.SettingsException;
import org.sentinelbridge.base.store.Database;
import org.sentinelbridge.base.store.Store;

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

    @ParameterizedTest
    @EnumSource(Database.class)
    void aLargeBodyIsReadPieceByPiece(Database database) throws IOException {
        var bytes = new byte[5 * 1024 * 1024 / 2];
        new Random(3).nextBytes(bytes);
        try (var store = Database.open(database.make(folder))) {
            var message = new ParkedMessage("large", "", "", "", "", "", "", "", 1, Instant.EPOCH, new Received(bytes), "base64", "", "[]");
            store.jdbi().useHandle(handle -> ParkedMessages.add(handle, message));
            var messages = new ParkedMessages(store.jdbi());
            var line = messages.line("large").orElseThrow();
            assertThat(line.bytes()).isEqualTo(bytes.length);
            assertThat(messages.body(line).readAllBytes()).isEqualTo(bytes);

            var broken = messages.body(line);
            assertThat(broken.read()).isEqualTo(bytes[0] & 0xFF);
            store.jdbi().useHandle(handle -> handle.execute("DELETE FROM parked"));
            assertThatThrownBy(broken::readAllBytes).isInstanceOf(IOException.class).hasMessageContaining("gone");
        }
    }

    @ParameterizedTest
    @CsvSource({"7b7d, text", "c3bc0a, text", "'', text", "f09f9880, text", "00, base64", "7b00, base64", "ff, base64", "c3, base64", "eda080, base64"})
    void whatIsNoTextIsShownAsBase64(String hex, String encoding) {
        var piece = HexFormat.of().parseHex(hex);
        assertThat(new Received(piece).encoding()).isEqualTo(encoding);
        var large = new byte[100_000 + piece.length];
        Arrays.fill(large, (byte) 'x');
        System.arraycopy(piece, 0, large, 50_000, piece.length);
        assertThat(new Received(large).encoding()).isEqualTo(encoding);
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
