package org.sentinelbridge.bench.events;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.opentest4j.TestAbortedException;
import org.sentinelbridge.bench.ScriptOptions;
import org.sentinelbridge.bench.ServerProcess;
import org.sentinelbridge.running.RealElasticsearch;

/**
 * Prints how many documents a second a real Elasticsearch takes from the bridge, which makes them of events of a hub, and from a loader
 * that has them ready. Takes the folder of the packaged bridge as its argument, and the system property {@code bench.events.count}.
 * They take turns; what comes first warms Elasticsearch up and is not counted. Measured twice: all share the cores, and Elasticsearch
 * has the first core for itself, as if it were on a machine of its own, and the others share the rest.
 */
public final class IndexBenchmark {

    private static final int ROUNDS = 2;
    private static final int PAGE = 5_000;
    private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final String CLASSES = System.getProperty("java.class.path");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final int events = Integer.getInteger("bench.events.count", 100_000);
    private final Path script;
    private final Path folder;
    private final List<String> options;
    private final RealElasticsearch server;

    private IndexBenchmark(Path distribution) throws Exception {
        this.script = distribution.resolve("bin/bridge").toAbsolutePath();
        this.folder = Files.createTempDirectory(distribution.toAbsolutePath().getParent(), "bench").toAbsolutePath();
        this.options = ScriptOptions.of(script, folder);
        this.server = RealElasticsearch.get();
    }

    public static void main(String[] arguments) throws Exception {
        try {
            var benchmark = new IndexBenchmark(Path.of(arguments[0]));
            var table = new ArrayList<>(List.of(
                    "| Elasticsearch's cores, records | Goal | loader | bridge | bridge against the loader |", "|---|---|---|---|---|"));
            for (var cores : Cores.possible()) {
                benchmark.give(cores);
                table.addAll(benchmark.measure(cores, 300));
                table.addAll(benchmark.measure(cores, 2_000));
            }
            System.out.printf(Locale.ROOT, "%nMeasured on %s with Java %d on %d cores for hub, Elasticsearch %s and what is measured; "
                            + "%,d events in %d partitions, %d rounds.%n%n",
                    LocalDate.now(), Runtime.version().feature(), Runtime.getRuntime().availableProcessors(),
                    benchmark.server.get("/").at("/version/number").asText(), benchmark.events, Hub.PARTITIONS, ROUNDS);
            table.forEach(System.out::println);
        } catch (TestAbortedException e) {
            System.out.println("Nothing is measured: " + e.getMessage());
        }
        System.exit(0);
    }

    private void give(Cores cores) throws Exception {
        cores.give(server.get("/_nodes/process?filter_path=nodes.*.process.id").findValue("id").asLong());
    }

    private List<String> measure(Cores cores, int bytes) throws Exception {
        var run = cores.name().toLowerCase(Locale.ROOT) + bytes;
        var port = ServerProcess.freePort();
        var ready = ServerProcess.freePort();
        var loaded = new ArrayList<Watch.Figures>();
        var bridged = new ArrayList<Watch.Figures>();
        try (var hub = new ServerProcess(cores.limit(Hub.command(port, ready, events, bytes)), ready, folder.resolve("hub.log"))) {
            hub.awaitListening();
            bridge(cores, port, "warming" + run);
            var documents = documents("warming" + run);
            for (var round = 0; round < ROUNDS; round++) {
                loaded.add(loader(cores, documents, "loader" + run + "x" + round));
                bridged.add(bridge(cores, port, "bridge" + run + "x" + round));
            }
        }
        var loader = loaded.stream().mapToDouble(Watch.Figures::perSecond).average().orElseThrow();
        var bridge = bridged.stream().mapToDouble(Watch.Figures::perSecond).average().orElseThrow();
        return List.of(
                String.format(Locale.ROOT, "| %s, %,d bytes: documents a second | ≥ 90 %% | %,.0f | %,.0f | %.0f %% |",
                        cores, bytes, loader, bridge, 100 * bridge / loader),
                String.format(Locale.ROOT, "| %s, %,d bytes: CPU per 1,000 documents, without Elasticsearch's |  | %.0f ms | %.0f ms |  |",
                        cores, bytes, loaded.get(0).cpuMillis(), bridged.get(0).cpuMillis()));
    }

    private Watch.Figures bridge(Cores cores, int hub, String namespace) throws Exception {
        var port = ServerProcess.freePort();
        var command = List.of(script.toString(), "run",
                "-Dsandbox.enabled=false",
                "-Dwebhook.port=" + port,
                "-Dwebhook.key=a-key-for-measuring-only",
                "-Dmanagement.port=0",
                "-Dstore.url=jdbc:sqlite:" + folder.resolve(namespace + ".db"),
                "-Devent-hubs.connection-string=" + Hub.connectionString(hub),
                "-Decs.namespace=" + namespace,
                "-Delasticsearch.url=" + server.url());
        try (var process = new ServerProcess(cores.limit(command), port, folder.resolve("bridge.log"))) {
            process.awaitListening();
            return Watch.of(process, events, () -> counts(namespace));
        }
    }

    private Watch.Figures loader(Cores cores, Path documents, String namespace) throws Exception {
        var file = folder.resolve(namespace + ".lines");
        Files.writeString(file, Files.readString(documents).replace("\"namespace\":\"NAMESPACE\"", "\"namespace\":\"" + namespace + "\""));
        var command = new ArrayList<>(List.of(JAVA));
        options.stream().filter(option -> !option.startsWith("-Xm")).forEach(command::add);
        command.addAll(List.of("-Xmx2g", "-cp", CLASSES, Loader.class.getName(), server.url(), stream(namespace), file.toString()));
        try (var process = new ServerProcess(cores.limit(command), 0, folder.resolve("loader.log"))) {
            return Watch.of(process, events, () -> counts(namespace));
        }
    }

    /** By the statistics, which cost Elasticsearch no refresh. */
    private Watch.Counts counts(String namespace) {
        var created = server.get("/_stats/indexing?filter_path=indices.*.primaries.indexing.index_total").path("indices");
        var sum = 0L;
        for (var index : created.properties()) {
            if (index.getKey().contains(namespace)) {
                sum += index.getValue().at("/primaries/indexing/index_total").asLong();
            }
        }
        return new Watch.Counts(sum, sum);
    }

    private static String stream(String namespace) {
        return "logs-microsoft_sentinel.event-" + namespace;
    }

    /** What the bridge has made, in a file as the loader wants it. */
    private Path documents(String namespace) throws IOException {
        server.call("POST", "/" + stream(namespace) + "/_refresh", "");
        var file = folder.resolve(namespace + ".lines");
        try (var writer = Files.newBufferedWriter(file)) {
            var page = server.call("POST", "/" + stream(namespace) + "/_search?scroll=1m", "{\"size\":" + PAGE + ",\"sort\":[\"_doc\"]}");
            while (!page.at("/hits/hits").isEmpty()) {
                for (var hit : page.at("/hits/hits")) {
                    var source = (ObjectNode) hit.path("_source");
                    ((ObjectNode) source.path("data_stream")).put("namespace", "NAMESPACE");
                    writer.write(hit.path("_id").asText() + "\n" + JSON.writeValueAsString(source) + "\n");
                }
                page = server.call("POST", "/_search/scroll", "{\"scroll\":\"1m\",\"scroll_id\":" + page.path("_scroll_id") + "}");
            }
        }
        return file;
    }
}
