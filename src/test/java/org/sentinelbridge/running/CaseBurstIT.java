package org.sentinelbridge.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * More cases than Sentinel takes at once: whoever pushes one is answered 200, and all are incidents as soon as Sentinel's limit allows,
 * whatever happens to the bridge meanwhile. Sentinel's window is 6 seconds here, with as many writes as in its 5 minutes, and longer than
 * the bridge may hold a push.
 */
class CaseBurstIT {

    private static final int PEOPLE = 25;
    private static final int LIMIT = 75;
    private static final Duration WINDOW = Duration.ofSeconds(6);
    private static final Duration GRACE = Duration.ofSeconds(20);
    /** So long nobody else speaks for a case that a bridge had in hand when it died. */
    private static final Duration LEASE = Duration.ofSeconds(90);
    /** How often a bridge is killed; more often where there is time. */
    private static final int KILLS = Integer.getInteger("cases.kills", 3);
    private static final int AT_A_KILL = 30;
    private static final int PUSHES = 1_000;

    @TempDir
    Path home;

    private final StandIn azure = new StandIn();
    private final KibanaUser kibana = new KibanaUser(azure.url());
    private final Balancer balancer = new Balancer();
    private final CaseBurst burst = new CaseBurst(kibana, PEOPLE);

    @BeforeEach
    void connect() {
        kibana.connect(balancer.url());
        azure.disturb("{\"throttle\":{\"limit\":" + LIMIT + ",\"seconds\":" + WINDOW.toSeconds() + "}}");
    }

    @AfterEach
    void stop() {
        burst.close();
        balancer.close();
        azure.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 500})
    void everyPushIsAnsweredAndEveryCaseArrives(int cases) throws SQLException {
        try (var bridge = RunningBridge.start(home, settings())) {
            balancer.to(bridge);
            var start = Instant.now();
            burst.push(cases);
            burst.awaitPushes();

            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofMinutes(1));
            assertThat(burst.failures()).as(warnings(bridge)).isEmpty();
            burst.assertLinked();
            awaitAllAreRight(start, cases);
            assertThat(Database.rows(home, "SELECT id FROM parked")).isEmpty();
            // what was sent to Sentinel was not sent in vain: one write for each case, and a few that found the window full
            assertThat(written()).isBetween(cases, 2 * cases);
            assertThat(throttled()).isLessThanOrEqualTo(PEOPLE + 5 * (cases / LIMIT + 1));
        }
    }

    @Test
    void whatChangesMeanwhileIsOneWriteMore() throws SQLException {
        try (var bridge = RunningBridge.start(home, settings())) {
            balancer.to(bridge);
            var start = Instant.now();
            burst.pushAndChange(2 * LIMIT);
            burst.awaitPushes();

            assertThat(burst.failures()).as(warnings(bridge)).isEmpty();
            awaitAllAreRight(start, 2 * 2 * LIMIT);
            assertThat(written()).isLessThanOrEqualTo(2 * 2 * LIMIT);
            assertThat(Database.rows(home, "SELECT id FROM parked")).isEmpty();
        }
    }

    @Test
    void killedAtAnyMomentNothingIsLostAndNothingDoubled() throws SQLException {
        var seed = System.nanoTime();
        var random = new Random(seed);
        var bridge = RunningBridge.start(home, settings());
        try {
            balancer.to(bridge);
            for (var i = 0; i < KILLS; i++) {
                burst.pushAndChange(AT_A_KILL);
                goOnFor(Duration.ofMillis(random.nextInt(3_000)));
                bridge.program().kill();
                bridge = RunningBridge.startAgain(home, settings());
                balancer.to(bridge);
            }
            var start = Instant.now();
            burst.awaitPushes();

            assertThat(burst.failures()).as("seed " + seed + "\n" + warnings(bridge)).noneMatch(failure -> failure.contains("status code"));
            burst.assertLinked();
            awaitAllAreRight(start, 2 * 2 * AT_A_KILL * KILLS);
            assertThat(Database.rows(home, "SELECT id FROM parked")).as("seed " + seed).isEmpty();
        } finally {
            bridge.close();
        }
    }

    @Test
    void oneOfTwoReplicasIsKilledAndTheOtherSpeaksForBoth() throws Exception {
        var random = new Random();
        try (var postgres = EmbeddedPostgres.start()) {
            var url = postgres.getJdbcUrl("postgres", "postgres");
            var settings = settings();
            settings.putAll(Map.of("store.url", url, "store.user", "postgres"));
            try (var one = RunningBridge.start(home.resolve("one"), settings);
                    var other = RunningBridge.start(home.resolve("other"), settings)) {
                balancer.to(one, other);
                burst.pushAndChange(2 * LIMIT);
                goOnFor(Duration.ofMillis(500 + random.nextInt(3_000)));
                one.program().kill();
                var start = Instant.now().plus(LEASE);
                burst.awaitPushes();

                assertThat(burst.failures()).as(warnings(other)).noneMatch(failure -> failure.contains("status code"));
                burst.assertLinked();
                awaitAllAreRight(start, 2 * 2 * LIMIT);
                try (var connection = DriverManager.getConnection(url, "postgres", "");
                        var parked = connection.createStatement().executeQuery("SELECT id FROM parked")) {
                    assertThat(parked.next()).isFalse();
                }
            }
        }
    }

    /** As a rule does that finds alerts all day: each push says how many there are by now. */
    @Test
    void aThousandPushesOfOneCaseAreOneComment() throws SQLException {
        try (var bridge = RunningBridge.start(home, settings())) {
            balancer.to(bridge);
            azure.disturb("{\"kibana\":{\"auto_push\":true}}");
            var id = kibana.newCase("Malware", "high");

            for (var i = 1; i <= PUSHES; i++) {
                kibana.attachAlert(id, "alert-" + i);
            }

            var pushes = azure.state().at("/kibana/auto_pushes");
            assertThat(pushes.path("worked").asInt()).as(pushes.toString()).isEqualTo(PUSHES);
            await().atMost(WINDOW.multipliedBy(2).plus(GRACE)).untilAsserted(() -> assertThat(azure.incidents()).hasSize(1).first()
                    .satisfies(incident -> assertThat(incident.path("comments").findValuesAsText("message")).hasSize(1).first().asString()
                            .startsWith("Elastic Alerts attached to the case: " + PUSHES)));
            assertThat(Database.rows(home, "SELECT id FROM parked")).isEmpty();
        }
    }

    private Map<String, String> settings() {
        var settings = new LinkedHashMap<>(azure.settings());
        settings.put("webhook.budget", "4s");
        return settings;
    }

    /** Writes beyond the limit of a window wait for the next one. */
    private void awaitAllAreRight(Instant start, int writes) {
        var most = WINDOW.multipliedBy(writes / LIMIT + 1).plus(GRACE).minus(Duration.between(start, Instant.now()));
        await().atMost(most).pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(burst.differences(azure.incidents())).isEmpty());
    }

    /** How many writes of incidents Sentinel has taken. */
    private int written() {
        return azure.count("Incidents_CreateOrUpdate") - throttled();
    }

    private int throttled() {
        return azure.state().at("/sentinel/throttled/Incidents_CreateOrUpdate").asInt();
    }

    /** What a bridge has logged beyond its daily work. */
    private static String warnings(RunningBridge bridge) {
        return bridge.program().written().lines().filter(line -> line.contains("WARN") || line.contains("ERROR") || line.contains("Exception"))
                .limit(50).collect(Collectors.joining("\n"));
    }

    private static void goOnFor(Duration time) {
        await().pollDelay(time).atMost(time.plusSeconds(10)).until(() -> true);
    }
}
