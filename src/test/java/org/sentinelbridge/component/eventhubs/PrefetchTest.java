package org.sentinelbridge.component.eventhubs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class PrefetchTest {

    private static final long ROOM = 27_000_000;
    private static final int SMALL = 2_000;
    private static final int LARGE = 900_000;

    private Instant now = Instant.parse("2026-02-03T00:00:00Z");
    private final InstantSource clock = () -> now;
    private final Prefetch prefetch = new Prefetch(100, ROOM, clock);

    @Test
    void beginsWithOneWhateverIsAllowed() {
        assertThat(prefetch.count()).isEqualTo(1);
    }

    @Test
    void smallEventsAreFetchedAsFarAheadAsAllowedOnceAsManyHaveBeenSeen() {
        assertThat(weigh("0", 249, SMALL)).isZero();
        assertThat(prefetch.count()).isEqualTo(1);
        assertThat(weigh("0", 1, SMALL)).isEqualTo(1);
        assertThat(prefetch.count()).isEqualTo(100);
    }

    @Test
    void largeEventsAreFetchedAheadOnlyAsFarAsThereIsRoom() {
        for (var partition = 0; partition < 4; partition++) {
            weigh(String.valueOf(partition), 200, LARGE);
        }
        assertThat(prefetch.count()).isEqualTo(1);
    }

    @Test
    void aPartitionWithLargeEventsIsNotHiddenByOthersWithManySmallOnes() {
        weigh("0", 4_000, SMALL);
        weigh("1", 4_000, SMALL);
        assertThat(prefetch.count()).isEqualTo(100);
        assertThat(weigh("2", 64, LARGE)).isEqualTo(1);
        assertThat(prefetch.count()).isLessThan(12);
    }

    @Test
    void aFewLargeEventsAreEnoughToFetchLess() {
        weigh("0", 1_000, SMALL);
        assertThat(weigh("0", 32, LARGE)).isBetween(1, 2);
        assertThat(prefetch.count()).isLessThan(40);
    }

    @Test
    void largeEventsAmongSmallOnesCountFromTheBeginning() {
        for (var round = 0; round < 10; round++) {
            weigh("0", 64, SMALL);
            weigh("0", 64, LARGE);
        }
        assertThat(prefetch.count()).isLessThan(12);
    }

    @Test
    void isNotChangedToAndFro() {
        weigh("0", 1_600, SMALL);
        var changes = 0;
        for (var round = 0; round < 200; round++) {
            changes += weigh("0", 2_000, SMALL);
            changes += weigh("0", 64, LARGE);
        }
        assertThat(changes).as("down in a step or two, and then for ten minutes not up").isBetween(1, 2);
        now = now.plus(Duration.ofMinutes(10));
        weigh("0", 5_000, SMALL);
        assertThat(prefetch.count()).as("some of it was less than ten minutes ago").isLessThan(12);
        now = now.plus(Duration.ofMinutes(10));
        weigh("0", 20, SMALL);
        assertThat(prefetch.count()).isEqualTo(100);
    }

    @Test
    void littleDifferencesChangeNothing() {
        weigh("0", 2_000, 90_000);
        var before = prefetch.count();
        assertThat(before).isBetween(50, 99);
        for (var round = 0; round < 100; round++) {
            assertThat(weigh("0", 64, round % 2 == 0 ? 100_000 : 80_000)).isZero();
        }
    }

    /** One after the other; answers how often the number has changed. */
    private int weigh(String partition, int events, int bytes) {
        var changes = 0;
        for (var i = 0; i < events; i++) {
            changes += prefetch.weigh(partition, 1, bytes) ? 1 : 0;
        }
        return changes;
    }
}
