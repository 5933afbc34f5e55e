package org.sentinelbridge.base.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sentinelbridge.base.settings.SettingsException;

/** Yesterday's program does not work on tomorrow's tables. */
class NewerTablesTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void anOlderProgramNamesBothVersionsAndDoesNotStart(Database database) {
        var url = database.make(folder);
        int known;
        try (var store = Database.open(url)) {
            known = store.jdbi().withHandle(handle -> handle.createQuery("SELECT max(CAST(version AS INTEGER)) FROM flyway_schema_history")
                    .mapTo(int.class).one());
            assertThat(store.newerTables()).isEmpty();
            store.jdbi().useHandle(handle -> handle.execute("INSERT INTO flyway_schema_history (installed_rank, version, description, type,"
                    + " script, checksum, installed_by, execution_time, success) SELECT 1000, '999', 'of tomorrow', type, 'V999__of_tomorrow.sql',"
                    + " 1, installed_by, 1, success FROM flyway_schema_history WHERE version = '1'"));
        }

        assertThatThrownBy(() -> Database.open(url))
                .isInstanceOf(SettingsException.class)
                .hasMessageContainingAll("store.url", "version 999", "newer Sentinel Bridge", "up to version " + known, "restore a backup");
    }
}
