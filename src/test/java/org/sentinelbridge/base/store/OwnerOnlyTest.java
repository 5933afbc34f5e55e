package org.sentinelbridge.base.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the store holds is for nobody else on the machine. */
class OwnerOnlyTest {

    private static final List<String> FILES = List.of("bridge.db", "bridge.db-wal", "bridge.db-shm");

    @TempDir
    private Path folder;

    @BeforeEach
    void needsPermissions() throws IOException {
        assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"));
    }

    @Test
    void newFoldersAndFiles() throws IOException {
        var data = folder.resolve("new/data");
        try (var store = Database.open("jdbc:sqlite:" + data.resolve("bridge.db"))) {
            store.writes().run(handle -> handle.execute("CREATE TABLE something (n INTEGER)"));
            assertThat(permissions(folder.resolve("new"))).isEqualTo("rwx------");
            assertThat(permissions(data)).isEqualTo("rwx------");
            for (var file : FILES) {
                assertThat(permissions(data.resolve(file))).as(file).isEqualTo("rw-------");
            }
        }
    }

    @Test
    void filesOfAnEarlierVersionAreClosedAndAFolderOfOthersStaysAsItIs() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-x---"));
        var url = Database.SQLITE.make(folder);
        Database.open(url).close();
        var file = folder.resolve("bridge.db");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        try (var store = Database.open(url)) {
            store.writes().run(handle -> handle.execute("CREATE TABLE something (n INTEGER)"));
            for (var name : FILES) {
                assertThat(permissions(folder.resolve(name))).as(name).isEqualTo("rw-------");
            }
        }
        assertThat(permissions(folder)).isEqualTo("rwxr-x---");
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
