package org.sentinelbridge.running;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The distribution's {@code bridge run} with routes, settings and data of its own in a folder of the test. */
final class RunningBridge implements AutoCloseable {

    static final String KEY = "a-key-that-must-never-be-seen-0815";

    private final Program program;
    private final int port;
    private final Caller caller;

    private RunningBridge(Program program, int port) {
        this.program = program;
        this.port = port;
        this.caller = new Caller("http://127.0.0.1:" + port, KEY);
    }

    /** Puts routes and settings into an empty folder and starts there. */
    static RunningBridge start(Path home, Map<String, String> settings) {
        Project.copy(home, "routes", "application.properties");
        return startAgain(home, settings);
    }

    /** Starts with the routes, settings and data that the folder holds. */
    static RunningBridge startAgain(Path home, Map<String, String> settings) {
        return startAgain(home, settings, Map.of());
    }

    static RunningBridge startAgain(Path home, Map<String, String> settings, Map<String, String> environment) {
        return startAgain(Path.of(Project.BRIDGE), home, settings, environment);
    }

    /** @param program of a distribution, such as one to whose libraries somebody has added */
    static RunningBridge startAgain(Path program, Path home, Map<String, String> settings, Map<String, String> environment) {
        var port = Project.freePort();
        var all = new LinkedHashMap<>(Map.of("webhook.port", String.valueOf(port), "webhook.key", KEY, "management.port", "0",
                "sandbox.amqp-port", "0"));
        all.putAll(settings);
        var bridge = new RunningBridge(launch(program, home, all, environment), port);
        bridge.awaitListening();
        return bridge;
    }

    /** Starts without waiting for anything. */
    static Program launch(Path home, Map<String, String> settings, Map<String, String> environment) {
        return launch(Path.of(Project.BRIDGE), home, settings, environment);
    }

    private static Program launch(Path program, Path home, Map<String, String> settings, Map<String, String> environment) {
        var command = new ArrayList<>(List.of(program.toString(), "run"));
        settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
        var variables = new LinkedHashMap<>(environment);
        variables.put("BRIDGE_HOME", home.toString());
        return Program.start(home, variables, command);
    }

    private void awaitListening() {
        try {
            await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(50)).until(() -> {
                if (!program.isRunning()) {
                    throw new AssertionError("The bridge has ended\n" + program.written());
                }
                try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                    return socket.isConnected();
                } catch (IOException e) {
                    return false;
                }
            });
        } catch (RuntimeException | AssertionError e) {
            program.close();
            throw e;
        }
    }

    Program program() {
        return program;
    }

    int port() {
        return port;
    }

    Caller caller() {
        return caller;
    }

    @Override
    public void close() {
        program.close();
    }
}
