package org.sentinelbridge.base.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** What works, what does not, and since when. */
class WellbeingTest {

    private final Wellbeing wellbeing = new Wellbeing();

    @Test
    void beforeAnythingHappensNothingIsKnown() {
        assertThat(wellbeing.trouble()).isEmpty();
        assertThat(wellbeing.lastSuccess()).isEmpty();
        assertThat(wellbeing.lastError()).isEmpty();
        assertThat(wellbeing.lastErrorAt()).isEmpty();
    }

    @Test
    void aTroubleBeginsWithTheFirstFailure() {
        wellbeing.fails("first", false);
        var since = wellbeing.trouble().orElseThrow().since();
        wellbeing.fails("second", true);

        assertThat(wellbeing.trouble()).contains(new Trouble("second", since, true));
    }

    @Test
    void whatWorksAgainKeepsItsLastError() {
        wellbeing.fails("once", false);
        wellbeing.works();

        assertThat(wellbeing.trouble()).isEmpty();
        assertThat(wellbeing.lastSuccess()).isPresent();
        assertThat(wellbeing.lastError()).isEqualTo("once");
        assertThat(wellbeing.lastErrorAt()).isPresent();
    }

    @Test
    void itSaysSinceWhenItIsAskedToWaitAndHowLong() {
        var wellbeing = new Wellbeing();
        var begin = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        wellbeing.asksToWait("429", Duration.ofHours(1));
        var first = asked(wellbeing);
        assertThat(first.get(0)).isBetween(begin, Instant.now());
        assertThat(first.get(1)).isBetween(begin.plusSeconds(3600), Instant.now().plusSeconds(3600));

        await().until(() -> Instant.now().isAfter(first.get(0).plusSeconds(1)));
        wellbeing.asksToWait("429", Duration.ofHours(1));
        assertThat(asked(wellbeing).get(0)).as("since").isEqualTo(first.get(0));
        assertThat(asked(wellbeing).get(1)).as("until").isAfter(first.get(1));

        wellbeing.fails("503", false);
        assertThat(wellbeing.trouble().map(Trouble::text)).contains("503");
        wellbeing.asksToWait("429", Duration.ofHours(1));
        assertThat(asked(wellbeing).get(0)).as("anew").isAfter(first.get(0));
    }

    private static List<Instant> asked(Wellbeing wellbeing) {
        var text = wellbeing.trouble().orElseThrow().text();
        var times = Pattern.compile("429; it asks to wait, since (\\S+), and is tried again at (\\S+)").matcher(text);
        assertThat(times.matches()).as(text).isTrue();
        return List.of(Instant.parse(times.group(1)), Instant.parse(times.group(2)));
    }

    @Test
    void healthIsDownForAPersonAtOnceAndOtherwiseAfterAWhile() throws Exception {
        assertThat(health(Optional.empty())).isEqualTo(HealthCheck.State.UP);
        assertThat(health(Optional.of(new Trouble("now", Instant.now(), false)))).isEqualTo(HealthCheck.State.UP);
        assertThat(health(Optional.of(new Trouble("role", Instant.now(), true)))).isEqualTo(HealthCheck.State.DOWN);
        assertThat(health(Optional.of(new Trouble("long", Instant.now().minusSeconds(61), false)))).isEqualTo(HealthCheck.State.DOWN);
    }

    private static HealthCheck.State health(Optional<Trouble> trouble) throws Exception {
        try (var context = new DefaultCamelContext()) {
            context.start();
            TroubleHealth.register(context, "thing", Duration.ofMinutes(1), () -> trouble, () -> Map.of("waiting", 3));
            assertThat(HealthCheckHelper.invokeReadiness(context)).as("no matter of readiness").noneMatch(result -> result.getCheck().getId().equals("thing"));
            var result = HealthCheckHelper.invoke(context).stream().filter(one -> one.getCheck().getId().equals("thing")).findFirst().orElseThrow();
            assertThat(result.getDetails()).containsEntry("waiting", 3);
            assertThat(result.getMessage()).isEqualTo(result.getState() == HealthCheck.State.DOWN ? trouble.map(Trouble::text) : Optional.empty());
            return result.getState();
        }
    }
}
