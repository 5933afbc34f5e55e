package org.sentinelbridge.bench.events;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.sentinelbridge.sandbox.eventhubs.EventHubOptions;
import org.sentinelbridge.sandbox.eventhubs.EventHubsStandIn;

/** A full hub as a process of its own; whoever comes reads all of it. */
public final class Hub {

    static final int PARTITIONS = 4;

    private static final String NAME = "measured";
    private static final int AT_ONCE = 1_000;

    private Hub() {}

    /** Takes the port of the hub, the port that is open once the hub is full, how many events, and how large. */
    public static void main(String[] arguments) throws Exception {
        var events = Integer.parseInt(arguments[2]);
        var bytes = Integer.parseInt(arguments[3]);
        var hub = EventHubsStandIn.start(options(Integer.parseInt(arguments[0])).withRetention(events, 4L << 30));
        for (var from = 0; from < events; from += AT_ONCE) {
            hub.publish(Records.of(from, Math.min(events, from + AT_ONCE), bytes));
        }
        hub.state(); // is told when all before it is done
        try (var ready = new ServerSocket(Integer.parseInt(arguments[1]), 10, InetAddress.getLoopbackAddress())) {
            while (true) {
                ready.accept().close();
            }
        }
    }

    /** Starts a hub of so many events, each of so many bytes. */
    static List<String> command(int port, int ready, int events, int bytes) {
        return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx4g", "-XX:+UseSerialGC",
                "-cp", System.getProperty("java.class.path"), Hub.class.getName(),
                String.valueOf(port), String.valueOf(ready), String.valueOf(events), String.valueOf(bytes));
    }

    static String connectionString(int port) {
        return "Endpoint=sb://127.0.0.1:" + port + ";SharedAccessKeyName=" + EventHubOptions.KEY_NAME + ";SharedAccessKey="
                + options(port).key() + ";EntityPath=" + NAME + ";UseDevelopmentEmulator=true";
    }

    private static EventHubOptions options(int port) {
        return EventHubOptions.defaults().withPort(port).withHub(NAME, PARTITIONS);
    }
}
