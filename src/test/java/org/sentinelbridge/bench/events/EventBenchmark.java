package org.sentinelbridge.bench.events;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.sentinelbridge.bench.ScriptOptions;
import org.sentinelbridge.bench.ServerProcess;

/**
 * Prints how many events a second the bridge brings from a hub into an index, and the bare SDK to nowhere. Takes the folder of
 * the packaged bridge as its argument, and the system property {@code bench.events.count}, how many events. The first half of
 * them warms up, the second is measured.
 */
public final class EventBenchmark {

    private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final String CLASSES = System.getProperty("java.class.path");

    private final HttpClient http = HttpClient.newHttpClient();
    private final int events = Integer.getInteger("bench.events.count", 400_000);
    private final Path script;
    private final Path folder;
    private final List<String> options;
    private final List<String> table = new ArrayList<>(List.of(
            "| Records | Goal | bare SDK | bridge | bridge against the SDK |", "|---|---|---|---|---|"));

    private EventBenchmark(Path distribution) throws Exception {
        this.script = distribution.resolve("bin/bridge").toAbsolutePath();
        this.folder = Files.createTempDirectory(distribution.toAbsolutePath().getParent(), "bench").toAbsolutePath();
        this.options = ScriptOptions.of(script, folder);
    }

    public static void main(String[] arguments) throws Exception {
        var benchmark = new EventBenchmark(Path.of(arguments[0]));
        benchmark.measure(300);
        benchmark.measure(2_000);
        benchmark.print();
        System.exit(0);
    }

    private void measure(int bytes) throws Exception {
        var port = ServerProcess.freePort();
        var ready = ServerProcess.freePort();
        try (var hub = new ServerProcess(Hub.command(port, ready, events, bytes), ready, folder.resolve("hub.log"))) {
            hub.awaitListening();
            var bare = bare(port);
            var bridge = bridge(port, bytes);
            table.add(String.format(Locale.ROOT, "| %,d bytes: events a second | ≥ 50 %%, ≥ 8,000 | %,.0f | %,.0f | %.0f %% |",
                    bytes, bare.perSecond(), bridge.perSecond(), 100 * bridge.perSecond() / bare.perSecond()));
            table.add(String.format(Locale.ROOT, "| %,d bytes: events a second, not yet warm |  | %,.0f | %,.0f | %.0f %% |",
                    bytes, bare.coldPerSecond(), bridge.coldPerSecond(), 100 * bridge.coldPerSecond() / bare.coldPerSecond()));
            table.add(String.format(Locale.ROOT, "| %,d bytes: CPU per 1,000 events |  | %.0f ms | %.0f ms | %.1f × |",
                    bytes, bare.cpuMillis(), bridge.cpuMillis(), bridge.cpuMillis() / bare.cpuMillis()));
            table.add(String.format(Locale.ROOT, "| %,d bytes: most resident memory | ≤ 350 MB | %d MB | %d MB |  |",
                    bytes, bare.megabytes(), bridge.megabytes()));
            table.add(String.format(Locale.ROOT, "| %,d bytes: documents, sent more than once |  |  | %,d, %,d |  |",
                    bytes, bridge.distinct(), bridge.repeated()));
        }
    }

    private Watch.Figures bare(int hub) throws Exception {
        var port = ServerProcess.freePort();
        var command = new ArrayList<>(List.of(JAVA));
        command.addAll(options);
        command.addAll(List.of("-cp", CLASSES, Bare.class.getName(), Hub.connectionString(hub), String.valueOf(port)));
        try (var process = new ServerProcess(command, port, folder.resolve("bare.log"))) {
            process.awaitListening();
            return Watch.of(process, events, () -> counts(port));
        }
    }

    private Watch.Figures bridge(int hub, int bytes) throws Exception {
        var sinkPort = ServerProcess.freePort();
        var sinkCommand = List.of(JAVA, "-Xmx256m", "-XX:+UseSerialGC", "-cp", CLASSES, Sink.class.getName(), String.valueOf(sinkPort));
        var port = ServerProcess.freePort();
        var command = List.of(script.toString(), "run",
                "-Dsandbox.enabled=false",
                "-Dwebhook.port=" + port,
                "-Dwebhook.key=a-key-for-measuring-only",
                "-Dmanagement.port=0",
                "-Dstore.url=jdbc:sqlite:" + folder.resolve("bridge-" + bytes + ".db"),
                "-Devent-hubs.connection-string=" + Hub.connectionString(hub),
                "-Delasticsearch.url=http://127.0.0.1:" + sinkPort);
        try (var sink = new ServerProcess(sinkCommand, sinkPort, folder.resolve("sink.log"))) {
            sink.awaitListening();
            try (var process = new ServerProcess(command, port, folder.resolve("bridge.log"))) {
                process.awaitListening();
                return Watch.of(process, events, () -> counts(sinkPort));
            }
        }
    }

    private Watch.Counts counts(int port) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/count")).build();
        var counts = http.send(request, BodyHandlers.ofString()).body().split(" ");
        var distinct = Long.parseLong(counts[0]);
        return new Watch.Counts(distinct, counts.length == 1 ? distinct : Long.parseLong(counts[1]));
    }

    private void print() throws IOException {
        System.out.println();
        System.out.printf(Locale.ROOT, "Measured on %s with Java %d on %d cores, which hub, index and what is measured share; %,d events in %d partitions.%n",
                LocalDate.now(), Runtime.version().feature(), Runtime.getRuntime().availableProcessors(), events, Hub.PARTITIONS);
        System.out.println("Options of each Java machine that is measured: " + String.join(" ", options));
        System.out.println();
        table.forEach(System.out::println);
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
