package org.sentinelbridge.bench;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.sentinelbridge.sandbox.Sandbox;
import org.sentinelbridge.sandbox.SandboxOptions;

/** Prints the tables of the page on performance. Takes the folder of the packaged bridge as its argument. */
public final class Benchmark {

    private static final Duration NO_PAUSE = Duration.ZERO;
    private static final int STARTS = 5;
    private static final int CONNECTIONS = 20;
    private static final int MANY_CONNECTIONS = 100;
    private static final int SENTINEL_MILLIS = 300;
    /** 20 connections that pause so long send 200 requests a second together. */
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int ROUNDS = 2;
    private static final Duration SETTLE = Duration.ofMillis(500);
    private static final Duration MEASURE = Duration.ofMillis(2_500);
    private static final int GARBAGE_BYTES = 20 * 1024 * 1024;

    private final double loadBefore = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    private final Path distribution;
    private final SandboxOptions workspace = SandboxOptions.defaults();
    private final Sandbox sentinel = Sandbox.start(0, workspace);
    private final List<String> table = new ArrayList<>();
    private final List<String> memory = new ArrayList<>();

    private Benchmark(Path distribution) {
        this.distribution = distribution;
    }

    public static void main(String[] arguments) throws Exception {
        var benchmark = new Benchmark(Path.of(arguments[0]));
        benchmark.starts();
        benchmark.load();
        benchmark.print();
        System.exit(0);
    }

    private void starts() throws Exception {
        start("sandbox", Map.of("sandbox.port", String.valueOf(BridgeProcess.freePort()), "sandbox.amqp-port", "0"));
        start("production settings", production());
    }

    private void start(String name, Map<String, String> settings) throws Exception {
        var folder = Files.createTempDirectory("bench");
        var listening = new ArrayList<Double>();
        var answered = new ArrayList<Double>();
        for (var i = 0; i < STARTS; i++) {
            try (var bridge = new BridgeProcess(distribution, folder, settings); var load = new Load(1)) {
                bridge.awaitListening();
                listening.add(bridge.secondsSinceStart());
                load.once(flows(bridge, "").create());
                answered.add(bridge.secondsSinceStart());
            }
        }
        row("Start, " + name + ": first case answered (listening)", "≤ 4 s",
                "%.1f s (%.1f s)", median(answered), median(listening));
    }

    private void load() throws Exception {
        var folder = Files.createTempDirectory("bench");
        try (var bridge = new BridgeProcess(distribution, folder, production());
                var few = new Load(CONNECTIONS);
                var many = new Load(MANY_CONNECTIONS)) {
            bridge.awaitListening();
            var flows = flows(bridge, token(few));
            few.once(flows.create());
            remember(bridge, "after the start");
            few.once(flows.seed());
            for (var flow : flows.all()) {
                few.run(flow.direct(), NO_PAUSE, SETTLE, MEASURE, new Samples());
                few.run(flow.bridge(), NO_PAUSE, SETTLE, MEASURE, new Samples());
            }
            for (var flow : flows.all()) {
                latency(few, flow, NO_PAUSE, "flat out", "");
            }
            for (var flow : flows.all()) {
                latency(few, flow, PAUSE, "200 requests/s", "≤ 3 / ≤ 20 ms");
            }
            remember(bridge, "after " + CONNECTIONS + " connections");
            few.once(flows.latency(SENTINEL_MILLIS));
            throughput(many, flows.read(), 1);
            throughput(many, flows.update(), 2);
            few.once(flows.latency(0));
            remember(bridge, "after " + MANY_CONNECTIONS + " connections");
            var answers = garbage(bridge);
            remember(bridge, "after the garbage");
            memory.forEach(table::add);
            row("4 × 20 MB of garbage at once: answers", "400, 413 or 503", "%s, then it %s",
                    answers, bridge.isAlive() ? "lives" : "IS DEAD");
        }
    }

    private void latency(Load load, Flow flow, Duration pause, String rate, String goal) {
        var direct = new Samples();
        var bridge = new Samples();
        for (var round = 0; round < ROUNDS; round++) {
            load.run(flow.direct(), pause, SETTLE, MEASURE, direct);
            load.run(flow.bridge(), pause, SETTLE, MEASURE, bridge);
        }
        row("Added to Sentinel's own time, " + CONNECTIONS + " connections, " + rate + ": " + flow.name() + ", p50 / p99", goal,
                "%.1f / %.1f ms (%.1f / %.1f − %.1f / %.1f; %.0f requests/s)%s",
                bridge.percentile(50) - direct.percentile(50), bridge.percentile(99) - direct.percentile(99),
                bridge.percentile(50), bridge.percentile(99), direct.percentile(50), direct.percentile(99),
                bridge.perSecond(), direct.trouble() + bridge.trouble());
    }

    private void throughput(Load load, Flow flow, int calls) {
        var samples = new Samples();
        load.run(flow.bridge(), NO_PAUSE, Duration.ofSeconds(3), Duration.ofSeconds(9), samples);
        var ideal = MANY_CONNECTIONS * 1000.0 / (calls * SENTINEL_MILLIS);
        row("Throughput, Sentinel takes " + SENTINEL_MILLIS + " ms, " + MANY_CONNECTIONS + " connections: " + flow.name(),
                "≥ 90 % of " + Math.round(ideal) + " requests/s", "%.0f %% (%.0f requests/s)%s",
                100 * samples.perSecond() / ideal, samples.perSecond(), samples.trouble());
    }

    private void remember(BridgeProcess bridge, String when) throws IOException {
        memory.add(line("Resident memory " + when + " (most so far)", "≤ 256 MB",
                "%d MB (%d MB)".formatted(bridge.megabytes("VmRSS"), bridge.megabytes("VmHWM"))));
    }

    /** What four clients are answered that send as much as they may, at the same time, and nothing of sense. */
    private static Map<String, Integer> garbage(BridgeProcess bridge) {
        var http = HttpClient.newHttpClient();
        var body = "[".repeat(GARBAGE_BYTES).getBytes(StandardCharsets.US_ASCII);
        var request = HttpRequest.newBuilder(URI.create(bridge.cases()))
                .version(HttpClient.Version.HTTP_1_1)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        var answers = IntStream.range(0, 4)
                .mapToObj(client -> http.sendAsync(request, BodyHandlers.ofString())
                        .handle((answer, failure) -> failure == null ? String.valueOf(answer.statusCode()) : "none"))
                .toList();
        var counted = new TreeMap<String, Integer>();
        answers.stream().map(CompletableFuture::join).forEach(answer -> counted.merge(answer, 1, Integer::sum));
        return counted;
    }

    private Flows flows(BridgeProcess bridge, String token) {
        return new Flows(bridge.cases(), sentinel.url(), workspace, token);
    }

    private Map<String, String> production() {
        return Map.of(
                "sandbox.enabled", "false",
                "azure.credential", "client-secret",
                "azure.authority-host", sentinel.url(),
                "azure.tenant-id", workspace.tenantId(),
                "azure.client-id", workspace.clientId(),
                "azure.client-secret", workspace.clientSecret(),
                "sentinel.endpoint", sentinel.url(),
                "sentinel.subscription-id", workspace.subscriptionId(),
                "sentinel.resource-group", workspace.resourceGroup(),
                "sentinel.workspace-name", workspace.workspaceName());
    }

    private String token(Load load) {
        var call = Call.of(
                HttpMethod.POST,
                sentinel.url() + "/" + workspace.tenantId() + "/oauth2/v2.0/token",
                "",
                "grant_type=client_credentials&client_id=" + workspace.clientId() + "&client_secret="
                        + workspace.clientSecret() + "&scope=https%3A%2F%2Fmanagement.azure.com%2F.default",
                200);
        call.request().putHeader("Content-Type", "application/x-www-form-urlencoded");
        return new JsonObject(load.once(List.of(call))).getString("access_token");
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    private void row(String what, String goal, String format, Object... figures) {
        var line = line(what, goal, String.format(Locale.ROOT, format, figures));
        System.err.println(line);
        table.add(line);
    }

    private static String line(String what, String goal, String figure) {
        return "| " + what + " | " + goal + " | " + figure + " |";
    }

    private void print() {
        System.out.println();
        System.out.println("Measured on " + LocalDate.now() + " with Java " + Runtime.version().feature() + " on "
                + Runtime.getRuntime().availableProcessors() + " cores, which bridge, stand-in and clients share;"
                + " load average before: " + loadBefore);
        System.out.println();
        System.out.println(line("Figure", "Goal", "Measured"));
        System.out.println("|---|---|---|");
        table.forEach(System.out::println);
        System.out.println();
    }
}
