package org.sentinelbridge.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sentinelbridge.app.Azurite;

/**
 * Two bridges share the partitions of an Event Hub, and one of them is gone: 20,000 events are 20,000 documents of a real
 * Elasticsearch, none is lost, and none is seen twice.
 */
@Tag("elasticsearch")
class SharedEventsIT {

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Pattern PARTITION = Pattern.compile("sentinel-events events=.* partition=(\\d)");

    private static RealElasticsearch elasticsearch;

    @TempDir
    Path home;

    private final StandIn azure = new StandIn();
    private final EventTraffic events = new EventTraffic();

    @BeforeAll
    static void start() throws Exception {
        elasticsearch = RealElasticsearch.get();
    }

    @AfterEach
    void stop() {
        events.close();
        azure.close();
    }

    @Test
    void oneIsKilledAndTheyShareADatabase() throws Exception {
        try (var postgres = EmbeddedPostgres.start()) {
            oneIsKilled("killed_sql", inDatabase(postgres));
        }
    }

    @Test
    void oneIsKilledAndTheyShareBlobStorage() throws Exception {
        try (var azurite = Azurite.start()) {
            oneIsKilled("killed_blob", Map.of("event-hubs.checkpoint-store", "blob",
                    "event-hubs.blob-container-url", azurite.container("checkpoints"), "event-hubs.blob-account-key", azurite.key()));
        }
    }

    private void oneIsKilled(String namespace, Map<String, String> sharing) {
        var settings = new LinkedHashMap<>(events.settings(azure, elasticsearch, namespace));
        settings.putAll(sharing);
        try (var one = RunningBridge.start(home.resolve("one"), settings);
                var other = RunningBridge.start(home.resolve("other"), settings)) {
            awaitSharing(one, other);
            events.sendRest();
            await().atMost(LONG).until(() -> elasticsearch.count(namespace) > EventTraffic.EVENTS / 10);
            one.program().kill();

            events.assertAllAreThereOnce(elasticsearch, namespace);
            await().atMost(LONG).until(() -> partitions(other).size() == 4);
        }
    }

    /** A machine that sleeps for a while wakes up as one that believes it still has its partitions. */
    @Test
    void oneSleepsUntilTheOtherHasTakenItsPartitions() throws Exception {
        try (var postgres = EmbeddedPostgres.start()) {
            var settings = new LinkedHashMap<>(events.settings(azure, elasticsearch, "asleep"));
            settings.putAll(inDatabase(postgres));
            try (var one = RunningBridge.start(home.resolve("one"), settings);
                    var other = RunningBridge.start(home.resolve("other"), settings)) {
                awaitSharing(one, other);
                events.sendRest();
                await().atMost(LONG).until(() -> elasticsearch.count("asleep") > EventTraffic.EVENTS / 10);
                signal("STOP", one);
                await().atMost(LONG).until(() -> partitions(other).size() == 4 && elasticsearch.count("asleep") > EventTraffic.EVENTS / 2);
                signal("CONT", one);

                events.assertAllAreThereOnce(elasticsearch, "asleep");
                assertThat(one.program().isRunning()).isTrue();
                // and it takes its share of what comes now
                var before = one.program().out().length();
                await().atMost(LONG).pollInterval(Duration.ofSeconds(1)).until(() -> {
                    events.send(40);
                    return one.program().out().length() > before && one.program().out().substring(before).contains("sentinel-events events=");
                });
            }
        }
    }

    /** Waits until both receive, with a few events for each partition. */
    private void awaitSharing(RunningBridge one, RunningBridge other) {
        await().atMost(LONG).pollInterval(Duration.ofSeconds(1)).until(() -> {
            events.send(8);
            return !partitions(one).isEmpty() && !partitions(other).isEmpty();
        });
    }

    /** The partitions that a bridge has ever worked on. */
    private static Set<String> partitions(RunningBridge bridge) {
        var partitions = new TreeSet<String>();
        PARTITION.matcher(bridge.program().out()).results().forEach(found -> partitions.add(found.group(1)));
        return partitions;
    }

    private static Map<String, String> inDatabase(EmbeddedPostgres postgres) {
        return Map.of("store.url", postgres.getJdbcUrl("postgres", "postgres"), "store.user", "postgres");
    }

    private static void signal(String name, RunningBridge bridge) {
        Program.run(Project.ROOT, Duration.ofSeconds(10), List.of("kill", "-" + name, String.valueOf(bridge.program().pid())));
    }
}
