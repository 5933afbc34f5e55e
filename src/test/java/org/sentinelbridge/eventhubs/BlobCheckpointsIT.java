package org.sentinelbridge.eventhubs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sentinelbridge.sandbox.eventhubs.EventHubOptions;
import org.sentinelbridge.sandbox.eventhubs.EventHubsStandIn;

/** Checkpoints in Blob storage, which Azurite stands in for; skipped where it cannot be had from npm. */
final class BlobCheckpointsIT {

    private static final Duration LONG = Duration.ofSeconds(60);
    /** The last one that runs with Node.js 20. */
    private static final String AZURITE = "azurite@3.35.0";
    private static final Path FOLDER = Path.of("target", "azurite");
    private static final String ACCOUNT = "sandboxaccount";
    private static final String KEY = "c2FuZGJveC1rZXktc2FuZGJveC1rZXktc2FuZGJveC1rZXktc2FuZGJveC1rZXk=";

    private static Process azurite;
    private static int port;

    @BeforeAll
    static void startAzurite() throws Exception {
        var program = FOLDER.resolve("node_modules/.bin/azurite-blob");
        if (Files.notExists(program)) {
            Files.createDirectories(FOLDER);
            assumeTrue(run(List.of("npm", "install", "--prefix", FOLDER.toString(), "--no-audit", "--no-fund", "--loglevel=error", AZURITE)),
                    "SKIPPED: Azurite is not there, and npm cannot install it; checkpoints in Blob storage are not tested");
        }
        port = freePort();
        var builder = new ProcessBuilder(program.toString(), "--inMemoryPersistence", "--blobHost", "127.0.0.1", "--blobPort",
                        String.valueOf(port), "--silent", "--skipApiVersionCheck", "--disableTelemetry")
                .redirectErrorStream(true)
                .redirectOutput(FOLDER.resolve("azurite.log").toFile());
        builder.environment().put("AZURITE_ACCOUNTS", ACCOUNT + ":" + KEY);
        azurite = builder.start();
        await().atMost(LONG).until(BlobCheckpointsIT::listens);
    }

    @AfterAll
    static void stopAzurite() {
        if (azurite != null) {
            azurite.descendants().forEach(ProcessHandle::destroyForcibly);
            azurite.destroyForcibly();
        }
    }

    @Test
    void theContainerIsMadeAndAnotherStartGoesOn() throws Exception {
        var url = "http://127.0.0.1:" + port + "/" + ACCOUNT + "/checkpoints";
        var seen = new Seen();
        try (var hub = EventHubsStandIn.start(EventHubOptions.defaults().withHub("blobs", 4))) {
            Events.send(hub, 4, 200);
            try (var node = Node.start(hub, BlobCheckpoints.withKey(url, KEY), "&batchSize=50", seen::add)) {
                await().atMost(LONG).until(() -> seen.count() == 800);
                assertThat(node.status().problem()).isEmpty();
            }
            Events.send(hub, 4, 100);
            try (var node = Node.start(hub, BlobCheckpoints.withKey(url, KEY), "&batchSize=50", seen::add)) {
                await().atMost(LONG).until(() -> seen.count() >= 1_200);
                assertThat(node.status().partitions()).hasSize(4);
            }
            for (var partition : List.of("0", "1", "2", "3")) {
                assertThat(seen.of(partition)).containsExactlyElementsOf(LongStream.range(0, 300).boxed().toList());
            }
        }
    }

    private static boolean listens() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean run(List<String> command) throws InterruptedException {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(FOLDER.resolve("npm.log").toFile()).start();
            return process.waitFor(5, TimeUnit.MINUTES) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
