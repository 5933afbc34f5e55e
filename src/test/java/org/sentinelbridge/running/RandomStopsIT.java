package org.sentinelbridge.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sentinelbridge.sandbox.elasticsearch.ElasticsearchStandIn;

/** SIGTERM at random moments of the start and of the work: the process ends in time, and nothing that it acknowledged is lost. */
@Tag("stops")
final class RandomStopsIT {

    private static final int STOPS = Integer.getInteger("stops", 200);
    private static final int WITH_MAVEN = 8;
    private static final long SEED = Long.getLong("stops.seed", System.nanoTime());
    private static final Duration MOST = Duration.ofSeconds(10);
    private static final int LATEST_MILLIS = 9_000;
    private static final int LATEST_MILLIS_WITH_MAVEN = 25_000;
    private static final int EVENTS_EACH = 20;

    @TempDir
    private Path home;

    private final StandIn azure = new StandIn();
    private final EventTraffic events = new EventTraffic();
    private final Random random = new Random(SEED);
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private final List<Long> took = new ArrayList<>();
    private int atWork;

    @AfterEach
    void stop() {
        events.close();
        azure.close();
    }

    @Test
    void ofTheDistribution() throws Exception {
        stopAgainAndAgain(STOPS, LATEST_MILLIS, settings -> RunningBridge.launch(home, settings, Map.of()));
    }

    @Test
    void ofMaven() throws Exception {
        Project.copy(home, "pom.xml", "src/main", "routes", "application.properties");
        var maven = List.of("mvn", "-q", "-o", "-Dmaven.repo.local=" + Project.localRepository());
        var compile = new ArrayList<>(maven);
        compile.add("compile");
        Program.run(home, Duration.ofMinutes(5), compile);
        stopAgainAndAgain(Math.min(STOPS, WITH_MAVEN), LATEST_MILLIS_WITH_MAVEN, settings -> {
            var command = new ArrayList<>(maven);
            settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
            command.addAll(List.of("compile", "exec:java"));
            return Program.start(home, Map.of(), command);
        });
    }

    private interface Start {
        Program with(Map<String, String> settings);
    }

    private void stopAgainAndAgain(int stops, int latestMillis, Start start) throws Exception {
        System.out.println("stops=" + stops + " stops.seed=" + SEED);
        Project.copy(home, "routes", "application.properties");
        var settings = new LinkedHashMap<>(events.settings(azure, Map.of(
                "elasticsearch.url", azure.url() + "/elasticsearch", "elasticsearch.api-key", ElasticsearchStandIn.API_KEY)));
        settings.putAll(Map.of("webhook.key", RunningBridge.KEY, "management.port", "0"));
        azure.disturb("{\"latency_ms\":50}");
        for (var i = 0; i < stops; i++) {
            settings.put("webhook.port", String.valueOf(Project.freePort()));
            events.send(EVENTS_EACH);
            try (var bridge = start.with(settings)) {
                var before = accepted.size();
                work(bridge, settings.get("webhook.port"), random.nextInt(latestMillis));
                atWork += accepted.size() > before ? 1 : 0;
                var since = System.nanoTime();
                bridge.askToStop();
                assertThat(bridge.exitCode(MOST)).as(bridge.written()).isIn(0, 143);
                took.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since));
                assertThat(bridge.written()).doesNotContain("is cut short");
            }
        }
        tell();
        assertNothingIsLost(settings, stops * EVENTS_EACH);
    }

    /** One alert after the other, until it is time for the stop. */
    private void work(Program bridge, String port, int millis) throws InterruptedException {
        var until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (var n = 0; System.nanoTime() < until; n++) {
            var uuid = "stop-" + took.size() + "-" + n;
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/alerts"))
                    .header("X-Api-Key", RunningBridge.KEY)
                    .timeout(Duration.ofSeconds(5))
                    .POST(BodyPublishers.ofString(AlertTraffic.alert(uuid)));
            try {
                if (http.send(request.build(), BodyHandlers.discarding()).statusCode() == 202) {
                    accepted.add(uuid);
                }
            } catch (IOException e) {
                assertThat(bridge.isRunning()).as(bridge.written()).isTrue();
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private void tell() {
        var sorted = took.stream().sorted().toList();
        System.out.println("stops: " + took.size() + ", of which at work: " + atWork + ", in ms: " + IntStream.of(0, 25, 50, 75, 90, 95, 99, 100)
                .mapToObj(percent -> "p" + percent + "=" + sorted.get((sorted.size() - 1) * percent / 100))
                .toList());
    }

    private void assertNothingIsLost(Map<String, String> settings, int sent) {
        azure.leaveInPeace();
        var last = new LinkedHashMap<>(settings);
        last.remove("webhook.port"); // which is chosen there
        try (var bridge = RunningBridge.startAgain(home, last)) {
            await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> assertThat(azure.alerts()).containsAll(accepted));
            await().atMost(Duration.ofMinutes(2)).until(() -> azure.documents() >= sent);
            System.out.println("alerts acknowledged=" + accepted.size() + " lost=0 doubled=" + azure.duplicates() + " events=" + sent);
            assertThat(bridge.program().isRunning()).isTrue();
        }
    }
}
