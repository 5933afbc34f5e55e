package org.sentinelbridge.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sentinelbridge.base.retry.Turns;
import org.sentinelbridge.base.store.Database;
import org.sentinelbridge.base.store.Store;
import org.sentinelbridge.component.conversation.Conversations;
import org.sentinelbridge.operate.doctor.Pulse;

/** What health, metrics and connections say of waiting cases, out of a store that holds some. */
class ConversationHealthTest {

    private static final String ROLE = "Sentinel does not let the bridge write. Give it the role.";
    private static final String UNAVAILABLE = "Azure answered 503 ServiceUnavailable";
    private static final String THROTTLED = "Azure answered 429 TooManyRequests";

    @TempDir
    Path folder;

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private Store store;
    private ConversationHealth health;

    @BeforeEach
    void start() throws Exception {
        store = Database.open(Database.SQLITE.make(folder));
        var conversations = new Conversations(store, new Turns());
        camel.getRegistry().bind("conversations", conversations);
        health = ConversationHealth.show(camel, conversations.list("cases"));
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("conversation:cases?of=incident&about=case&message=message").routeId("drain").stop();
            }
        });
        camel.start();
    }

    @AfterEach
    void stop() throws IOException {
        camel.close();
        store.close();
    }

    @Test
    void itIsUpAndSilentWhileNothingWaits() {
        var result = health();
        assertThat(result.getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(result.getMessage()).isEmpty();
        assertThat(result.getDetails()).containsEntry("waiting", 0).containsEntry("expected_end", "").containsEntry("paused_by", "");
        assertThat(health.pulse(Pulse.NONE)).isEqualTo(Pulse.NONE);
        assertThat(metric("bridge_cases_waiting")).isZero();
        assertThat(metric("bridge_cases_drain_seconds")).isZero();
    }

    @Test
    void itIsDownWhenACaseNeedsAPersonAndSaysWhichWhatAndSinceWhen() {
        conversation("i-2", 0, "");
        waits("i-2", "", ago(1));
        waits("i-1", "", ago(1));
        conversation("i-1", 0, ROLE);
        var result = health(now -> now.getState() == HealthCheck.State.DOWN && now.getDetails().get("waiting").equals(2));
        assertThat(result.getMessage().orElseThrow())
                .startsWith("1 case cannot be written to Sentinel, since 2026-01-02T03:04:05Z: " + ROLE)
                .contains("/manage/cases", "page Cases");
        assertThat(result.getDetails()).containsEntry("waiting", 2).containsEntry("in_trouble", 1);
        assertThat(health.pulse(Pulse.NONE).trouble()).hasValueSatisfying(trouble -> assertThat(trouble.needsPerson()).isTrue());
        assertThat(metric("bridge_cases_in_trouble")).isEqualTo(1);
    }

    @Test
    void itStaysUpWhileSentinelThrottlesAndSaysUntilWhen() {
        budget("state", Instant.EPOCH, "", Instant.now());
        budget("", Instant.now().plusSeconds(200), THROTTLED, Instant.EPOCH);
        conversation("i-1", 0, "");
        waits("i-1", "", ago(40));
        waits("i-1", "comment-1", ago(2));
        var result = health(now -> now.getDetails().get("waiting").equals(1) && !now.getDetails().get("paused_by").equals(""));
        assertThat(result.getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(result.getMessage().orElseThrow()).startsWith("1 case waits because Sentinel throttles; all are expected to be written by 20");
        assertThat(result.getDetails()).containsEntry("paused_by", THROTTLED).doesNotContainKey("problem");
        assertThat((Long) result.getDetails().get("oldest_seconds")).isBetween(2_400L, 2_460L);
        assertThat(Instant.parse((String) result.getDetails().get("expected_end"))).isAfter(Instant.now().plusSeconds(150));
        assertThat(metric("bridge_cases_waiting")).isEqualTo(1);
        assertThat(metric("bridge_cases_paused")).isEqualTo(1);
        assertThat(metric("bridge_cases_oldest_seconds")).isBetween(2_400.0, 2_460.0);
        assertThat(metric("bridge_cases_drain_seconds")).isBetween(150.0, 200.0);
        assertThat(metric("bridge_cases_coalesced_total")).isZero();
        var pulse = health.pulse(Pulse.NONE);
        assertThat(pulse.backlog()).isEqualTo(2);
        assertThat(pulse.trouble()).hasValueSatisfying(trouble -> assertThat(trouble.needsPerson()).isFalse());
    }

    @Test
    void itIsDownWhenSentinelHasTakenNothingForAQuarterOfAnHour() {
        budget("", Instant.now().plusSeconds(30), UNAVAILABLE, Instant.EPOCH);
        conversation("i-1", 0, "");
        waits("i-1", "", ago(10));
        var young = health(now -> now.getDetails().containsKey("problem"));
        assertThat(young.getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(young.getDetails().get("problem").toString()).contains("1 case waits", UNAVAILABLE);
        conversation("i-2", 0, "");
        waits("i-2", "", ago(20));
        var old = health(now -> now.getState() == HealthCheck.State.DOWN);
        assertThat(old.getMessage().orElseThrow()).startsWith("2 cases wait to be written to Sentinel, the oldest since 20").contains(UNAVAILABLE);
    }

    @Test
    void itIsDownWhenACaseIsOldAndNothingIsKnownToBeInTheWay() {
        conversation("i-1", 0, "");
        waits("i-1", "", ago(16));
        var result = health(now -> now.getState() == HealthCheck.State.DOWN);
        assertThat(result.getMessage().orElseThrow()).contains("nothing is known to be in the way", "conversation:cases");
    }

    @Test
    void itWarnsWhenAnIncidentHasNinetyComments() {
        conversation("i-1", 89, "");
        conversation("i-2", 90, "");
        var result = health(now -> now.getDetails().get("full").equals(1));
        assertThat(result.getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(result.getMessage().orElseThrow()).isEqualTo("1 incident has 90 comments or more of the 100 that Sentinel takes;"
                + " further ones are gathered in the bridge's last comment there");
        assertThat(health.pulse(Pulse.NONE).trouble()).hasValueSatisfying(trouble -> assertThat(trouble.text()).contains("90 comments"));
    }

    private HealthCheck.Result health() {
        return HealthCheckRegistry.get(camel).getCheck("cases").orElseThrow().call();
    }

    /** What waits is counted once a second. */
    private HealthCheck.Result health(Predicate<HealthCheck.Result> wanted) {
        return await().atMost(Duration.ofSeconds(20)).until(this::health, wanted);
    }

    private double metric(String name) {
        var line = Meters.of(camel).scrape().lines().filter(some -> some.startsWith(name + " ")).findFirst();
        return Double.parseDouble(line.orElseThrow().split(" ")[1]);
    }

    private static Instant ago(int minutes) {
        return Instant.now().minus(Duration.ofMinutes(minutes));
    }

    /** One that the drain leaves alone. */
    private void conversation(String name, int parts, String trouble) {
        var later = Instant.now().plus(Duration.ofDays(1)).toEpochMilli();
        execute("INSERT INTO conversations (topic, name, alias, subject, memory, parts, state_at, state_run, holder, held_until, attempts,"
                + " next_at, trouble, trouble_since, notice)"
                + " VALUES ('cases', ?, ?, 'case', '{}', ?, 0, '', '', 0, 0, ?, ?, ?, ?)", name, name, parts, later, trouble,
                Instant.parse("2026-01-02T03:04:05Z").toEpochMilli(), trouble.isEmpty() ? 0 : 2);
    }

    private void waits(String name, String part, Instant since) {
        execute("INSERT INTO waiting (topic, name, part, urgency, message, times, run_id, first_at, kept_at, version)"
                + " VALUES ('cases', ?, ?, 0, ?, '{}', 'run-1', ?, 0, 0)", name, part, "{}".getBytes(StandardCharsets.UTF_8), since.toEpochMilli());
    }

    private void budget(String kind, Instant pausedUntil, String cause, Instant learnedAt) {
        execute("INSERT INTO budgets VALUES ('cases', ?, ?, ?, 75, 300000, ?)", kind, pausedUntil.toEpochMilli(), cause, learnedAt.toEpochMilli());
    }

    private void execute(String sql, Object... values) {
        store.writes().run(handle -> handle.execute(sql, values));
    }
}
