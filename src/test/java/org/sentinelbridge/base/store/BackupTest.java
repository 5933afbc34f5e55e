package org.sentinelbridge.base.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.base.settings.SettingsException;

/** A backup holds what was committed, whoever writes meanwhile, and takes nobody's place. */
class BackupTest {

    @TempDir
    private Path folder;

    @Test
    void whileAnotherHoldsTheLockAndAllIsStillInTheLog() throws Exception {
        var url = Database.SQLITE.make(folder);
        var backup = folder.resolve("backup.db");
        try (var store = Database.open(url); var writer = DriverManager.getConnection(url); var statement = writer.createStatement()) {
            statement.execute("PRAGMA wal_autocheckpoint = 0");
            statement.execute("CREATE TABLE numbers (n INTEGER)");
            statement.execute("INSERT INTO numbers VALUES (1)");
            statement.execute("BEGIN IMMEDIATE");
            statement.execute("INSERT INTO numbers VALUES (2)");

            assertThat(Backup.make(settings(url), backup)).isEqualTo(Files.size(backup));

            statement.execute("ROLLBACK");
            assertThat(store.newerTables()).isEmpty();
        }
        assertThat(list(folder)).as("nothing else is left, and needed").containsExactlyInAnyOrder("bridge.db", "backup.db");
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup))).isEqualTo("rw-------");
        }
        try (var restored = Database.open("jdbc:sqlite:" + backup)) {
            List<Integer> numbers = restored.jdbi().withHandle(handle -> handle.createQuery("SELECT n FROM numbers").mapTo(int.class).list());
            assertThat(numbers).containsExactly(1);
        }
    }

    @Test
    void whatIsThereIsNotOverwritten() throws IOException {
        var url = Database.SQLITE.make(folder);
        Database.open(url).close();
        var backup = Files.writeString(folder.resolve("backup.db"), "of yesterday");
        assertThatThrownBy(() -> Backup.make(settings(url), backup)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(backup).hasContent("of yesterday");
        assertThat(list(folder)).doesNotContain("backup.db-journal");
    }

    @Test
    void postgresHasAWayOfItsOwn() {
        assertThatThrownBy(() -> Backup.make(settings("jdbc:postgresql://localhost/bridge"), folder.resolve("backup.db")))
                .isInstanceOf(SettingsException.class).hasMessageContainingAll("store.url", "pg_dump");
        assertThat(folder.resolve("backup.db")).doesNotExist();
    }

    @Test
    void noStoreNoBackup() {
        assertThatThrownBy(() -> Backup.make(settings(Database.SQLITE.make(folder)), folder.resolve("backup.db")))
                .isInstanceOf(SettingsException.class).hasMessageContainingAll("store.url", "there is no", "BRIDGE_HOME");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatIsNoDatabaseLeavesNothing() throws IOException {
        var url = Database.SQLITE.make(folder);
        Files.writeString(folder.resolve("bridge.db"), "no database ".repeat(1_000));
        assertThatThrownBy(() -> Backup.make(settings(url), folder.resolve("backup.db"))).isInstanceOf(IOException.class);
        assertThat(list(folder)).containsExactly("bridge.db");
    }

    private static Settings settings(String url) {
        return new Settings(name -> name.equals("store.url") ? Optional.of(url) : Optional.empty());
    }

    private static List<String> list(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
