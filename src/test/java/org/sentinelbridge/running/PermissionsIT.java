package org.sentinelbridge.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the bridge keeps is for the user who runs it, whatever the umask is and whoever made the folder. */
final class PermissionsIT {

    @TempDir
    private Path home;

    @Test
    void nobodyElseReadsWhatIsInData() throws IOException {
        assumeTrue(Files.getFileStore(home).supportsFileAttributeView("posix"));
        Project.copy(home, "routes", "application.properties");
        var data = Files.createDirectory(home.resolve("data"));
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxrwxrwx"));
        try (var bridge = Program.start(home, Map.of("BRIDGE_HOME", home.toString()), List.of("sh", "-c", "umask 0; exec \"$0\" \"$@\"", Project.BRIDGE,
                "run", "-Dwebhook.port=" + Project.freePort(), "-Dsandbox.port=" + Project.freePort(), "-Dmanagement.port=0", "-Dsandbox.amqp-port=0"))) {
            bridge.awaitOut("Ctrl\\+C stops it", Duration.ofSeconds(60));
            assertThat(permissions(data)).isEqualTo("rwx------");
            try (var files = Files.list(data)) {
                assertThat(files).extracting(file -> file.getFileName().toString())
                        .contains("bridge.db", "bridge.db-wal", "bridge.db-shm", "webhook.key", "management.key");
            }
            try (var files = Files.list(data)) {
                assertThat(files).allSatisfy(file -> assertThat(permissions(file)).isEqualTo("rw-------"));
            }
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
