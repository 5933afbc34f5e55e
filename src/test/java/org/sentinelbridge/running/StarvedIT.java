package org.sentinelbridge.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sentinelbridge.sandbox.elasticsearch.ElasticsearchStandIn;
import org.sentinelbridge.sandbox.eventhubs.HubState;

/** A process that gets next to no CPU, for longer than its claims on partitions last, has one receiver of each when it is over. */
final class StarvedIT {

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final String STOLEN = "another receiver has taken this partition";

    @TempDir
    private Path home;

    private final StandIn azure = new StandIn();
    private final EventTraffic events = new EventTraffic();
    private final Random random = new Random(21);

    @AfterEach
    void stop() {
        events.close();
        azure.close();
    }

    @Test
    void forLongerThanItsClaimsLast() {
        starve(Duration.ofSeconds(25), Duration.ofSeconds(15));
    }

    @Tag("stops")
    @Test
    void forMinutes() {
        starve(Duration.ofMinutes(4), Duration.ofMinutes(1));
    }

    private void starve(Duration starving, Duration afterwards) {
        var settings = events.settings(azure, Map.of(
                "elasticsearch.url", azure.url() + "/elasticsearch", "elasticsearch.api-key", ElasticsearchStandIn.API_KEY));
        var sent = 0;
        try (var bridge = RunningBridge.start(home, settings)) {
            events.send(sent += 100);
            await().atMost(LONG).until(() -> azure.documents() == 100);
            var end = System.nanoTime() + starving.toNanos();
            while (System.nanoTime() < end) {
                signal("STOP", bridge);
                events.send(40);
                sent += 40;
                // as a broker does with who does not answer
                if (random.nextInt(3) == 0) {
                    events.hub().cutConnections();
                }
                goOnFor(random.nextInt(4) == 0 ? 9_000 : 1_500);
                signal("CONT", bridge);
                goOnFor(random.nextInt(400));
            }
            var expected = sent;
            await().atMost(LONG).until(() -> azure.documents() >= expected);
            await().atMost(LONG).until(() -> receivers().stream().allMatch(number -> number == 1));
            var before = stolen(bridge);

            events.send(100);
            await().atMost(LONG).until(() -> azure.documents() >= expected + 100);
            await().during(afterwards).atMost(afterwards.plus(LONG)).until(() -> stolen(bridge) == before);
            assertThat(receivers()).containsOnly(1);
            assertThat(bridge.program().isRunning()).isTrue();
        }
    }

    private List<Integer> receivers() {
        return events.hub().state().partitions().stream().map(HubState.Partition::receivers).toList();
    }

    private static int stolen(RunningBridge bridge) {
        return bridge.program().written().split(STOLEN, -1).length;
    }

    private static void signal(String name, RunningBridge bridge) {
        Program.run(Project.ROOT, Duration.ofSeconds(10), List.of("kill", "-" + name, String.valueOf(bridge.program().pid())));
    }

    /** What is tested is what happens while time goes by. */
    private static void goOnFor(int millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
