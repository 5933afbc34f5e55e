package org.sentinelbridge.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A replay that ends with its process loses nothing, doubles nothing, and can be done again. */
final class ReplayIT {

    private static final String OPERATE = "a-key-for-those-who-operate";
    private static final int CASES = 30;
    private static final Duration SOON = Duration.ofSeconds(60);
    /** What was being replayed when the process was killed stays claimed for webhook.budget and a minute. */
    private static final Duration CLAIM = Duration.ofMinutes(3);

    @TempDir
    private Path home;

    private final StandIn azure = new StandIn();
    private final String management = String.valueOf(Project.freePort());

    @AfterEach
    void stopAzure() {
        azure.close();
    }

    @Test
    void killedInTheMiddleOfAReplay() {
        azure.disturb("{\"role\":false, \"throttle\":false}");
        try (var bridge = RunningBridge.start(home, settings())) {
            IntStream.range(0, CASES).forEach(i -> bridge.caller().post(Caller.create("parked-" + i)));
            assertThat(operator().run("parked", "list").written()).contains(CASES + " of " + CASES);
            azure.disturb("{\"role\":true, \"latency_ms\":100}");
            try (var replay = operator().start("parked", "replay", "--all")) {
                await().atMost(SOON).until(() -> azure.incidents().size() >= CASES / 3);
                bridge.program().kill();
                assertThat(replay.exitCode(SOON)).as(replay.written()).isNotZero();
            }
        }
        assertThat(azure.incidents().size()).as("killed in the middle").isLessThan(CASES);
        try (var again = RunningBridge.startAgain(home, settings())) {
            await().atMost(CLAIM).pollInterval(Duration.ofSeconds(2)).until(() -> {
                operator().run("parked", "replay", "--all");
                return operator().run("parked", "list").written().contains("0 of 0");
            });
            assertThat(again.program().isRunning()).isTrue();
        }
        var titles = azure.incidents().findValuesAsText("title");
        assertThat(titles).hasSize(CASES);
        assertThat(new HashSet<>(azure.incidents().findValuesAsText("name"))).hasSize(CASES);
    }

    private CommandLine operator() {
        return new CommandLine(home, "-Dmanagement.port=" + management, "-Dmanagement.key=" + OPERATE);
    }

    private Map<String, String> settings() {
        var settings = new LinkedHashMap<>(azure.settings());
        settings.put("management.port", management);
        settings.put("webhook.budget", "5s");
        settings.put("management.key", OPERATE);
        return settings;
    }
}
