package org.sentinelbridge.running;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A process that was started by a test, and everything it has written so far. */
final class Program implements AutoCloseable {

    private final Process process;
    private final StringBuffer out = new StringBuffer();
    private final StringBuffer err = new StringBuffer();
    private final Thread outReader;
    private final Thread errReader;

    private Program(Process process) {
        this.process = process;
        this.outReader = reader(process.getInputStream(), out);
        this.errReader = reader(process.getErrorStream(), err);
    }

    static Program start(Path folder, Map<String, String> environment, List<String> command) {
        var builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().remove("JAVA_OPTS");
        builder.environment().putAll(environment);
        try {
            var process = builder.start();
            process.getOutputStream().close();
            return new Program(process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a command to its end, which must be a good one, and gives what it wrote to its standard output. */
    static String run(Path folder, Duration most, List<String> command) {
        try (var program = start(folder, Map.of(), command)) {
            var code = program.exitCode(most);
            if (code != 0) {
                throw new AssertionError(command + " ended with " + code + "\n" + program.written());
            }
            return program.out();
        }
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }

    /** Both outputs, one after the other. */
    String written() {
        return out + "\n" + err;
    }

    long pid() {
        return process.pid();
    }

    boolean isRunning() {
        return process.isAlive();
    }

    /** Waits until the standard output contains what the pattern finds. */
    MatchResult awaitOut(String pattern, Duration most) {
        var matcher = Pattern.compile(pattern, Pattern.DOTALL | Pattern.MULTILINE);
        await().alias("output that has " + pattern)
                .atMost(most)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> matcher.matcher(out).find() || failedEarly());
        var found = matcher.matcher(out);
        found.find();
        return found.toMatchResult();
    }

    private boolean failedEarly() {
        if (!process.isAlive()) {
            throw new AssertionError("ended with " + process.exitValue() + "\n" + written());
        }
        return false;
    }

    /** SIGTERM. */
    void askToStop() {
        process.destroy();
    }

    /** SIGKILL: no chance to write or finish anything. */
    void kill() {
        process.destroyForcibly();
        exitCode(Duration.ofSeconds(10));
    }

    /** Waits for the end of the process and of its output. */
    int exitCode(Duration most) {
        try {
            if (!process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("still running after " + most + "\n" + written());
            }
            outReader.join(5_000);
            errReader.join(5_000);
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        kill();
    }

    private static Thread reader(InputStream from, StringBuffer to) {
        var thread = new Thread(() -> {
            try (var in = new java.io.InputStreamReader(from, StandardCharsets.UTF_8)) {
                var buffer = new char[4096];
                for (var n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    to.append(buffer, 0, n);
                }
            } catch (IOException e) {
                // the process was killed
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
