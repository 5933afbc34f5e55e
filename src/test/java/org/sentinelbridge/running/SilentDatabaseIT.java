package org.sentinelbridge.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sentinelbridge.base.store.StoppablePostgres;

/** PostgreSQL says nothing any more, or a bridge stands still in the middle of a transaction, as on a machine that is moved. */
class SilentDatabaseIT {

    private static final Duration LONG = Duration.ofSeconds(90);
    /** Far beyond what a transaction of a bridge that runs takes between two statements. */
    private static final String STANDS_STILL = """
            SELECT count(*) FROM pg_locks JOIN pg_stat_activity USING (pid)
            WHERE locktype = 'advisory' AND granted AND state = 'idle in transaction' AND state_change < clock_timestamp() - INTERVAL '1 second'
            """;

    @TempDir
    Path home;

    private final StandIn azure = new StandIn();
    private StoppablePostgres postgres;

    @BeforeEach
    void start() {
        postgres = StoppablePostgres.start(home.resolve("postgres"));
    }

    @AfterEach
    void end() {
        postgres.close();
        azure.close();
    }

    @Test
    void alertsAreRefusedUntilItSpeaksAgain() {
        var settings = settings();
        settings.put("webhook.budget", "3s");
        try (var bridge = RunningBridge.start(home.resolve("bridge"), settings);
                var traffic = AlertTraffic.to(List.of(bridge.caller()::url))) {
            await().atMost(LONG).until(() -> traffic.accepted().size() > 100);
            postgres.stop();
            var refused = send(bridge, "sent-again");
            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).hasValueSatisfying(wait -> assertThat(wait).matches("[1-9]\\d*"));
            await().atMost(LONG).until(() -> traffic.answers().getOrDefault(503, 0) > 60);
            postgres.goOn();

            await().atMost(LONG).until(() -> send(bridge, "sent-again").statusCode() == 202);
            var before = traffic.accepted().size();
            await().atMost(LONG).until(() -> traffic.accepted().size() > before + 100);
            traffic.stop();
            assertThat(traffic.answers()).containsOnlyKeys(202, 503);
            await().atMost(LONG).untilAsserted(() -> assertThat(azure.alerts()).contains("sent-again").containsAll(traffic.accepted()));
            assertThat(azure.duplicates()).isZero();
        } finally {
            postgres.goOn();
        }
    }

    /** Cases over the alert rule read what is known of them, and write it. */
    @Test
    void casesAreRefusedUntilItSpeaksAgain() {
        var settings = settings();
        settings.putAll(Map.of("webhook.budget", "3s", "cases.to", "alert-rule"));
        try (var bridge = RunningBridge.start(home.resolve("bridge"), settings)) {
            var pushed = bridge.caller().post(Caller.create("known"));
            assertThat(pushed.statusCode()).as(pushed.body()).isEqualTo(200);
            postgres.stop();
            var name = Caller.json(pushed).path("sentinel_incident_id").asText();
            for (var request : List.of(
                    bridge.caller().to("/cases?sentinel_incident_id=" + name).GET(),
                    bridge.caller().posting(Caller.create("known")),
                    bridge.caller().posting(Caller.create("new")))) {
                var refused = bridge.caller().send(request.timeout(Duration.ofSeconds(10)));
                assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
                assertThat(refused.body()).contains("The store cannot be read");
                assertThat(refused.headers().firstValue("Retry-After")).hasValueSatisfying(wait -> assertThat(wait).matches("[1-9]\\d*"));
            }
            postgres.goOn();
            await().atMost(LONG).until(() -> bridge.caller().post(Caller.create("new")).statusCode() == 200);
        } finally {
            postgres.goOn();
        }
    }

    @Test
    void oneStandsStillWithALockAndTheOtherGoesOn() {
        try (var one = RunningBridge.start(home.resolve("one"), settings());
                var other = RunningBridge.start(home.resolve("other"), settings());
                var database = Jdbi.create(postgres.url(), "postgres", "").open()) {
            try (var busy = AlertTraffic.to(List.of(one.caller()::url))) {
                stopWithinTransaction(one, database);
                try (var traffic = AlertTraffic.to(List.of(other.caller()::url))) {
                    await().atMost(LONG).until(() -> traffic.accepted().size() > 100);
                    assertThat(traffic.stop().answers()).containsOnlyKeys(202);
                    await().atMost(LONG).untilAsserted(() -> assertThat(azure.alerts()).containsAll(traffic.accepted()));
                }
                signal("CONT", one);
                var before = busy.accepted().size();
                await().atMost(LONG).until(() -> busy.accepted().size() > before + 100);
                assertThat(busy.stop().answers().keySet()).as("-1 is for none in time").isSubsetOf(202, 503, -1);
                await().atMost(LONG).untilAsserted(() -> assertThat(azure.alerts()).containsAll(busy.accepted()));
                assertThat(azure.duplicates()).isZero();
            } finally {
                signal("CONT", one);
            }
        }
    }

    /** Until it happens to be in one. */
    private static void stopWithinTransaction(RunningBridge bridge, Handle database) {
        await().atMost(LONG).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(70)).until(() -> {
            signal("STOP", bridge);
            if (standsStill(database)) {
                return true;
            }
            signal("CONT", bridge);
            return false;
        });
    }

    /** The database tells only of what has stood still for more than a second; nothing can be waited for that would come earlier. */
    private static boolean standsStill(Handle database) throws InterruptedException {
        Thread.sleep(1_300);
        return database.createQuery(STANDS_STILL).mapTo(int.class).one() > 0;
    }

    private static HttpResponse<String> send(RunningBridge bridge, String uuid) {
        return bridge.caller().send(bridge.caller().to("/alerts").POST(BodyPublishers.ofString(AlertTraffic.alert(uuid))));
    }

    private static void signal(String name, RunningBridge bridge) {
        Program.run(Project.ROOT, Duration.ofSeconds(10), List.of("kill", "-" + name, String.valueOf(bridge.program().pid())));
    }

    private Map<String, String> settings() {
        var settings = new LinkedHashMap<>(azure.settings());
        settings.putAll(Map.of("store.url", postgres.url(), "store.user", "postgres"));
        return settings;
    }
}
