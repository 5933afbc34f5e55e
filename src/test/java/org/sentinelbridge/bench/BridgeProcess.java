package org.sentinelbridge.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The packaged bridge, started by its own script as a process of its own. */
final class BridgeProcess implements AutoCloseable {

    private static final String KEY = "a-key-for-measuring-only";
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final long start = System.nanoTime();
    private final int port;
    private final Process process;
    private final Path log;

    /** @param settings those that differ from application.properties */
    BridgeProcess(Path distribution, Path folder, Map<String, String> settings) throws IOException {
        this.port = freePort();
        this.log = folder.resolve("bridge.log");
        var command = new ArrayList<>(List.of(distribution.resolve("bin/bridge").toString(), "run"));
        command.add("-Dwebhook.port=" + port);
        command.add("-Dwebhook.key=" + KEY);
        command.add("-Dstore.url=jdbc:sqlite:" + folder.resolve("bridge.db"));
        settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
        this.process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    /** The URL of the case webhook as Kibana has it. */
    String cases() {
        return "http://127.0.0.1:" + port + "/cases?sig=" + KEY;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits until a connection is taken. */
    void awaitListening() throws Exception {
        while (true) {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port));
                return;
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() - start > PATIENCE_NANOS) {
                    throw new IllegalStateException("The bridge did not start: " + Files.readString(log));
                }
                Thread.sleep(5);
            }
        }
    }

    double secondsSinceStart() {
        return (System.nanoTime() - start) / 1e9;
    }

    /** Resident memory in megabytes: now ({@code VmRSS}) or the most there ever was ({@code VmHWM}). */
    long megabytes(String which) throws IOException {
        if (!process.isAlive()) {
            return 0;
        }
        var status = Files.readString(Path.of("/proc/" + process.pid() + "/status"));
        var value = Pattern.compile(which + ":\\s*(\\d+) kB").matcher(status);
        return value.find() ? Long.parseLong(value.group(1)) / 1024 : 0;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().completeOnTimeout(process, 40, TimeUnit.SECONDS).join();
        process.destroyForcibly();
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
