package org.sentinelbridge.app;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Microsoft's own stand-in for Blob storage, out of npm, as a process that keeps everything in memory. */
public final class Azurite implements AutoCloseable {

    private static final Path FOLDER = Path.of("target", "azurite").toAbsolutePath();
    /** Azurite wants Node.js 22; the package node brings one, whatever the machine has. */
    private static final List<String> PACKAGES = List.of("azurite@3.37.0", "node@22.22.0");
    private static final String ACCOUNT = "sandboxaccount";
    private static final String KEY = "c2FuZGJveC1rZXktc2FuZGJveC1rZXktc2FuZGJveC1rZXktc2FuZGJveC1rZXk=";

    private final Process process;
    private final int port;

    private Azurite(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Installs it into {@code target} if it is not there, and starts it; the tests are skipped where npm cannot. */
    public static Azurite start() throws IOException, InterruptedException {
        var program = FOLDER.resolve("node_modules/azurite/dist/src/blob/main.js");
        var node = FOLDER.resolve("node_modules/.bin/node");
        if (Files.notExists(program) || Files.notExists(node)) {
            install();
        }
        var port = FreePort.find();
        var builder = new ProcessBuilder(node.toString(), program.toString(), "--inMemoryPersistence", "--blobHost", "127.0.0.1",
                        "--blobPort", String.valueOf(port), "--silent", "--skipApiVersionCheck", "--disableTelemetry")
                .redirectErrorStream(true)
                .redirectOutput(FOLDER.resolve("azurite.log").toFile());
        builder.environment().put("AZURITE_ACCOUNTS", ACCOUNT + ":" + KEY);
        var azurite = new Azurite(builder.start(), port);
        try {
            await().atMost(Duration.ofSeconds(90)).until(azurite::listens);
            return azurite;
        } catch (RuntimeException e) {
            azurite.close();
            throw e;
        }
    }

    private static void install() throws IOException, InterruptedException {
        Files.createDirectories(FOLDER);
        var command = new ArrayList<>(
                List.of("npm", "install", "--prefix", FOLDER.toString(), "--no-audit", "--no-fund", "--loglevel=error"));
        command.addAll(PACKAGES);
        if (!runs(command)) {
            throw Skipped.because("checkpoints in Blob storage are not tested, as npm is not there or cannot install " + PACKAGES + "; see "
                    + FOLDER.resolve("npm.log"));
        }
    }

    private static boolean runs(List<String> command) throws InterruptedException {
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(FOLDER.resolve("npm.log").toFile())
                    .start();
            return process.waitFor(10, TimeUnit.MINUTES) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private boolean listens() {
        if (!process.isAlive()) {
            throw new IllegalStateException("Azurite has ended; see " + FOLDER.resolve("azurite.log"));
        }
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** The URL of a container, which need not be there. */
    public String container(String name) {
        return "http://127.0.0.1:" + port + "/" + ACCOUNT + "/" + name;
    }

    /** The account's key. */
    public String key() {
        return KEY;
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
