package org.sentinelbridge.base.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sentinelbridge.base.settings.SettingsException;

/** Whoever starts a bridge whose store cannot be reached is told which setting to look at. */
@Timeout(60)
class UnreachableStoreTest {

    @TempDir
    Path folder;

    @Test
    void nobodyListens() throws IOException {
        int port;
        try (var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        namesTheSetting("jdbc:postgresql://127.0.0.1:" + port + "/bridge", "refused");
    }

    @Test
    void somebodyListensAndSaysNothing() throws IOException {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            namesTheSetting("jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/bridge", "timed out");
        }
    }

    @Test
    void aHostThatIsNotThere() {
        namesTheSetting("jdbc:postgresql://no-such-host.invalid/bridge", "no host no-such-host.invalid");
    }

    @Test
    void aFolderInPlaceOfAFile() throws IOException {
        namesTheSetting("jdbc:sqlite:" + Files.createDirectory(folder.resolve("bridge.db")), "");
    }

    @Test
    void aFileInPlaceOfTheFolder() throws IOException {
        namesTheSetting("jdbc:sqlite:" + Files.createFile(folder.resolve("data")).resolve("bridge.db"), "is no folder");
    }

    @Test
    void aFileThatIsNoDatabase() throws IOException {
        namesTheSetting("jdbc:sqlite:" + Files.writeString(folder.resolve("bridge.db"), "no database ".repeat(1_000)), "not a database");
    }

    private static void namesTheSetting(String url, String why) {
        assertThatThrownBy(() -> Database.open(url))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("store.url: ")
                .hasMessageContainingAll(why, "; check ");
    }
}
