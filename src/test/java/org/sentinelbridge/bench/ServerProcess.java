package org.sentinelbridge.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that listens on this machine, as a process of its own, which does not outlive this one. */
public final class ServerProcess implements AutoCloseable {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final long start = System.nanoTime();
    private final int port;
    private final Path log;
    private final Process process;

    /**
     * @param command must replace itself by the program, not start it, so that the process is the program's
     * @param log what the program prints is added here
     */
    public ServerProcess(List<String> command, int port, Path log) throws IOException {
        this.port = port;
        this.log = log;
        this.process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    public int port() {
        return port;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits until a connection is taken. */
    public void awaitListening() throws Exception {
        while (true) {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port));
                return;
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() - start > PATIENCE_NANOS) {
                    throw new IllegalStateException("It did not start: " + printed());
                }
                Thread.sleep(5);
            }
        }
    }

    public double secondsSinceStart() {
        return (System.nanoTime() - start) / 1e9;
    }

    /** Resident memory in megabytes, 0 of a process that has ended; see {@link Proc#megabytes}. */
    public long megabytes(String which) throws IOException {
        return process.isAlive() ? Proc.megabytes(process.pid(), which) : 0;
    }

    /** Processor time so far, 0 of a process that has ended; see {@link Proc#cpuMillis}. */
    public long cpuMillis() throws IOException {
        return process.isAlive() ? Proc.cpuMillis(process.pid()) : 0;
    }

    /** All that the program has printed. */
    public String printed() throws IOException {
        return Files.readString(log);
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().completeOnTimeout(process, 40, TimeUnit.SECONDS).join();
        process.destroyForcibly();
    }

    public static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
