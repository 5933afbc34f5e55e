package org.sentinelbridge.operate.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What the console is told of the sides. */
class ConnectionsTest {

    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00.123456Z");

    private record Fixed(Finding finding) implements Check {

        @Override
        public String name() {
            return finding.name();
        }

        @Override
        public Finding look() {
            return finding;
        }
    }

    private static Side side(Finding... findings) {
        return Side.on("Store", List.of(findings).stream().<Check>map(Fixed::new).toList());
    }

    @Test
    void theWorstFindingIsThatOfTheSide() {
        var connections = new Connections(
                List.of(side(Finding.ok("a", "fine"), Finding.fail("b", "broken", "mend it"), Finding.warn("c", "old", "renew it"))), Map.of());

        assertThat(connections.look().get(0).state()).as("before anybody has looked").isEqualTo(State.OK);
        assertThat(connections.look().get(0).why()).isEqualTo("Not used since the start, and not checked");

        var checked = connections.check().get(0);

        assertThat(checked.state()).isEqualTo(State.FAIL);
        assertThat(checked.why()).isEqualTo("broken");
        assertThat(checked.next()).isEqualTo("mend it");
        assertThat(connections.look().get(0).checks()).as("is remembered").hasSize(3);
    }

    @Test
    void whatTheBridgeKnowsIsShownWithoutAsking() {
        var pulse = new Pulse(Optional.of(new Pulse.Trouble("Azure answered 403", true)), Optional.of(NOON), "Azure answered 403",
                Optional.of(NOON.plusSeconds(5)), 17, Duration.ofMinutes(3), OptionalLong.of(74));
        var connections = new Connections(List.of(side(Finding.ok("a", "fine"))), Map.of("Store", () -> pulse));

        var json = Connections.json(connections.look()).at("/connections/0");

        assertThat(json.toString()).isEqualTo("{\"name\":\"Store\",\"on\":true,\"state\":\"fail\",\"why\":\"Azure answered 403\",\"next\":\"\","
                + "\"last_success\":\"2026-11-25T12:00:00.123Z\",\"last_error\":\"Azure answered 403\","
                + "\"last_error_at\":\"2026-11-25T12:00:05.123Z\",\"backlog\":17,\"oldest_seconds\":180,\"rate_left\":74,\"checks\":[]}");
    }

    @Test
    void aSideThatIsOffSaysWhatSwitchesItOn() {
        var connections = new Connections(List.of(Side.off("Kibana", "kibana.url")), Map.of());

        var json = Connections.json(connections.check()).at("/connections/0");

        assertThat(json.path("on").asBoolean()).isFalse();
        assertThat(json.path("state").asText()).isEqualTo("off");
        assertThat(json.path("next").asText()).isEqualTo("To switch it on, set kibana.url");
        assertThat(json.path("rate_left").isNull()).isTrue();
    }
}
