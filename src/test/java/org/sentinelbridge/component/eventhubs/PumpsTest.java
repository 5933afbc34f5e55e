package org.sentinelbridge.component.eventhubs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.sentinelbridge.component.eventhubs.Pumps.State;

/** One receiver of a partition at a time, whatever the SDK believes. */
class PumpsTest {

    private static final String PARTITION = "0";

    private long nanos;
    private final Pumps pumps = new Pumps(() -> nanos);
    private final Object first = new Object();
    private final Object second = new Object();

    @Test
    void oneThatEndsIsReplacedAtOnce() {
        assertThat(pumps.state(PARTITION)).isEqualTo(State.UNKNOWN);
        pumps.begun(PARTITION, first);
        assertThat(pumps.state(PARTITION)).isEqualTo(State.HELD);
        assertThat(pumps.isCurrent(PARTITION, first)).isTrue();
        pumps.ended(PARTITION, first);
        assertThat(pumps.state(PARTITION)).isEqualTo(State.FREE);
        pumps.begun(PARTITION, second);
        assertThat(pumps.state(PARTITION)).isEqualTo(State.HELD);
    }

    @Test
    void theLateEndOfOneDoesNotOfferThePartitionThatItsSuccessorHas() {
        pumps.begun(PARTITION, first);
        pumps.begun(PARTITION, second);
        assertThat(pumps.isCurrent(PARTITION, first)).isFalse();
        pumps.ended(PARTITION, first);
        assertThat(pumps.state(PARTITION)).isEqualTo(State.HELD);
        assertThat(pumps.isCurrent(PARTITION, second)).isTrue();
    }

    @Test
    void oneThatTheSdkHasLostCountOfIsEndedAndReplacedOnceItsEndIsInTheBooks() {
        pumps.begun(PARTITION, first);
        pumps.round(partition -> true);
        missRounds();
        assertThat(pumps.isCurrent(PARTITION, first)).as("takes no more events").isFalse();
        assertThat(pumps.state(PARTITION)).isEqualTo(State.HELD);
        pass(Duration.ofSeconds(5));
        pumps.ended(PARTITION, first);
        pass(Duration.ofSeconds(11));
        assertThat(pumps.state(PARTITION)).as("its end may still take a successor out of the books").isEqualTo(State.HELD);
        pass(Duration.ofSeconds(1));
        assertThat(pumps.state(PARTITION)).isEqualTo(State.FREE);
    }

    @Test
    void oneOfWhichNothingIsHeardAnyMoreIsReplacedAllTheSame() {
        pumps.begun(PARTITION, first);
        pumps.round(partition -> true);
        missRounds();
        pass(Duration.ofSeconds(12));
        assertThat(pumps.state(PARTITION)).isEqualTo(State.FREE);
    }

    @Test
    void oneThatTheSdkIsStillBeginningIsLeftAlone() {
        pumps.begun(PARTITION, first);
        for (var i = 0; i < 9; i++) {
            missRounds();
        }
        assertThat(pumps.isCurrent(PARTITION, first)).isTrue();
        missRounds();
        assertThat(pumps.isCurrent(PARTITION, first)).as("after 15 s it never will").isFalse();
    }

    @Test
    void aPauseOfTheProcessIsNoReason() {
        pumps.begun(PARTITION, first);
        pass(Duration.ofMinutes(5));
        pumps.round(partition -> false);
        pumps.round(partition -> false);
        pumps.round(partition -> true);
        pumps.round(partition -> false);
        assertThat(pumps.isCurrent(PARTITION, first)).isTrue();
    }

    private void missRounds() {
        for (var i = 0; i < 3; i++) {
            pass(Duration.ofMillis(500));
            pumps.round(partition -> false);
        }
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }
}
