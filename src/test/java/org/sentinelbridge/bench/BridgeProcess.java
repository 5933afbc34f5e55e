package org.sentinelbridge.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The packaged bridge, started by its own script as a process of its own. */
final class BridgeProcess implements AutoCloseable {

    private static final String KEY = "a-key-for-measuring-only";

    private final ServerProcess server;

    /** @param settings those that differ from application.properties */
    BridgeProcess(Path distribution, Path folder, Map<String, String> settings) throws IOException {
        var port = freePort();
        var command = new ArrayList<>(List.of(distribution.resolve("bin/bridge").toString(), "run"));
        command.add("-Dwebhook.port=" + port);
        command.add("-Dmanagement.port=0");
        command.add("-Dwebhook.key=" + KEY);
        command.add("-Dstore.url=jdbc:sqlite:" + folder.resolve("bridge.db"));
        settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
        this.server = new ServerProcess(command, port, folder.resolve("bridge.log"));
    }

    /** The URL of the case webhook as Kibana has it. */
    String cases() {
        return "http://127.0.0.1:" + server.port() + "/cases?sig=" + KEY;
    }

    boolean isAlive() {
        return server.isAlive();
    }

    void awaitListening() throws Exception {
        server.awaitListening();
    }

    double secondsSinceStart() {
        return server.secondsSinceStart();
    }

    long megabytes(String which) throws IOException {
        return server.megabytes(which);
    }

    @Override
    public void close() {
        server.close();
    }

    static int freePort() throws IOException {
        return ServerProcess.freePort();
    }
}
