package org.sentinelbridge.base.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Cases that were parked before the upgrade are settled by pushes after it; nothing else of what is parked changes. */
class SupersededTablesTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Database.class)
    void whatWasParkedBeforeIsOfItsCase(Database database) {
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
            park(old, "alert", "alert-delivery", "");
            park(old, "comment", "case-webhook", "add-comment-to-incident");
            park(old, "create", "case-webhook", "create-incident");
            park(old, "row", "case-delivery", "create-incident");
            park(old, "update", "case-webhook", "update-incident");
        }

        try (var store = Database.open(url)) {
            var rows = store.jdbi().withHandle(handle -> handle.createQuery("SELECT id || ' ' || part || ' ' || received_at FROM parked ORDER BY id")
                    .mapTo(String.class)
                    .list());
            assertThat(rows).containsExactly("alert  1234", "comment  1234", "create case 1234", "row  1234", "update case 1234");
        }
    }

    private static void park(Handle handle, String id, String flow, String action) {
        handle.createUpdate("""
                        INSERT INTO parked (id, run_id, flow, step, action, case_id, incident_id, cause, attempts, parked_at, body, encoding)
                        VALUES (:id, '', :flow, '', :action, 'case-1', 'incident', '', 1, 1234, '', 'text')
                        """)
                .bind("id", id)
                .bind("flow", flow)
                .bind("action", action)
                .execute();
    }
}
