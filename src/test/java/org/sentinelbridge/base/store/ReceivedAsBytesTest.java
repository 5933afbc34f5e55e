package org.sentinelbridge.base.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an older bridge has parked is there byte for byte after its database was brought up to date. */
final class ReceivedAsBytesTest {

    private static final byte[] NO_TEXT = {(byte) 0xFF, 0, 'a', (byte) 0xC3};

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Database.class)
    void keepsEveryByte(Database database) {
        var url = database.make(folder);
        var dialect = database == Database.SQLITE ? Dialect.SQLITE : Dialect.POSTGRESQL;
        var flyway = Flyway.configure()
                .dataSource(url, "postgres", "")
                .locations("classpath:org/sentinelbridge/base/store/tables")
                .placeholders(dialect.types())
                .target("9")
                .load();
        flyway.migrate();
        try (var old = Jdbi.create(flyway.getConfiguration().getDataSource()).open()) {
            park(old, "a", "{\"a\": \"ü 😀 '\"}", "text");
            park(old, "b", Base64.getEncoder().encodeToString(NO_TEXT), "base64");
            park(old, "c", "", "text");
        }

        try (var store = Database.open(url)) {
            var bodies = store.jdbi().withHandle(handle -> handle.createQuery("SELECT id, received FROM parked ORDER BY id")
                    .map((row, context) -> Map.entry(row.getString(1), row.getBytes(2)))
                    .list());
            assertThat(bodies).extracting(Map.Entry::getKey).containsExactly("a", "b", "c");
            assertThat(bodies.get(0).getValue()).isEqualTo("{\"a\": \"ü 😀 '\"}".getBytes(StandardCharsets.UTF_8));
            assertThat(bodies.get(1).getValue()).isEqualTo(NO_TEXT);
            assertThat(bodies.get(2).getValue()).isEmpty();
        }
    }

    private static void park(Handle handle, String id, String body, String encoding) {
        handle.createUpdate("""
                        INSERT INTO parked (id, run_id, flow, step, action, case_id, incident_id, cause, attempts, parked_at, body, encoding)
                        VALUES (:id, '', '', '', '', '', '', '', 1, 0, :body, :encoding)
                        """)
                .bind("id", id)
                .bind("body", body)
                .bind("encoding", encoding)
                .execute();
    }
}
