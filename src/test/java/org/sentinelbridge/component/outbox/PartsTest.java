package org.sentinelbridge.component.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/** The parts of an outbox that need no store. */
class PartsTest {

    private static final Duration WINDOW = Duration.ofSeconds(10);

    @Test
    void seenIdsForgetNothingBelowTheirCapAndTheElderHalfBeyond() {
        var seen = new SeenIds(WINDOW, 0);
        var most = SeenIds.MOST_IN_HALF;
        IntStream.range(0, 2 * most).forEach(i -> seen.add(IdHash.of("id" + i), 1));
        assertThat(IntStream.range(0, 2 * most).allMatch(i -> seen.contains(IdHash.of("id" + i), 1))).isTrue();
        assertThat(seen.contains(IdHash.of("another"), 1)).isFalse();

        IntStream.range(2 * most, 500_000).forEach(i -> seen.add(IdHash.of("id" + i), 2));
        assertThat(IntStream.range(0, most).noneMatch(i -> seen.contains(IdHash.of("id" + i), 2))).isTrue();
        assertThat(IntStream.range(most, 500_000).allMatch(i -> seen.contains(IdHash.of("id" + i), 2))).isTrue();
    }

    @Test
    void seenIdsRememberForTheWindowAndForgetBySheerTime() {
        var seen = new SeenIds(WINDOW, 0);
        seen.add(IdHash.of("a"), 100_000);
        seen.add(IdHash.of("b"), 109_000);
        assertThat(seen.contains(IdHash.of("a"), 110_000)).isTrue();
        assertThat(seen.contains(IdHash.of("b"), 119_000)).isTrue();
        assertThat(seen.since()).isLessThanOrEqualTo(109_000);
        assertThat(seen.contains(IdHash.of("a"), 130_000)).isFalse();
        assertThat(seen.contains(IdHash.of("b"), 130_000)).isFalse();
        assertThat(seen.since()).isBetween(109_001L, 130_000L);
    }

    @Test
    void seenIdsTellWhenTheyForgetBeforeTheWindowIsOver() {
        var seen = new SeenIds(WINDOW, 0);
        var most = SeenIds.MOST_IN_HALF;
        assertThat(IntStream.range(0, most).allMatch(i -> seen.add(IdHash.of("id" + i), 5_000).isEmpty())).isTrue();
        assertThat(seen.add(IdHash.of("one more"), 5_000)).contains(Duration.ofSeconds(5));
    }

    @Test
    void seenIdsTakeHashesOfZeros() {
        var seen = new SeenIds(WINDOW, 0);
        assertThat(seen.contains(new IdHash(0, 0), 1)).isFalse();
        seen.add(new IdHash(0, 0), 1);
        seen.add(new IdHash(1 << 20, 0), 1);
        assertThat(seen.contains(new IdHash(0, 0), 1)).isTrue();
        assertThat(seen.contains(new IdHash(1 << 20, 0), 1)).isTrue();
        assertThat(seen.contains(new IdHash(2 << 20, 0), 1)).isFalse();
    }

    @Test
    void framesComeBackAsTheyWere() {
        var messages = List.of(
                new OutboxMessage("", new byte[0]),
                new OutboxMessage("ünï😀", new byte[] {0, -1, 127, -128}),
                new OutboxMessage("large", new byte[70_000]),
                new OutboxMessage("i".repeat(300), new byte[200]));
        var joined = Frames.join(messages);
        assertThat(Frames.split(joined)).extracting(OutboxMessage::id, OutboxMessage::body).containsExactly(
                messages.stream().map(message -> tuple(message.id(), message.body())).toArray(Tuple[]::new));
        assertThat(Frames.size(messages)).isEqualTo(joined.length);
        assertThat(Frames.split(new byte[0])).isEmpty();
    }

    @Test
    void backoffDoublesWithinItsBoundsAndStartsAnewAfterSuccess() {
        var backoff = new Backoff(Duration.ofMillis(100), Duration.ofMillis(1_000));
        for (var most : List.of(100, 200, 400, 800, 1_000, 1_000)) {
            assertThat(backoff.failed("k", Optional.empty()).toMillis()).isBetween(most / 2L, (long) most);
        }
        for (var i = 0; i < 100; i++) {
            assertThat(backoff.failed("k", Optional.empty()).toMillis()).isBetween(500L, 1_000L);
        }
        backoff.worked("k");
        assertThat(backoff.failed("k", Optional.empty()).toMillis()).isBetween(50L, 100L);
    }

    @Test
    void backoffObeysWhatIsAskedForHoweverMuchOrLittle() {
        var backoff = new Backoff(Duration.ofMinutes(1), Duration.ofMinutes(2));
        assertThat(backoff.failed("long", Optional.of(Duration.ofHours(1)))).isEqualTo(Duration.ofHours(1));
        assertThat(backoff.failed("none", Optional.of(Duration.ZERO))).isEqualTo(Duration.ZERO);
        assertThat(backoff.failed("endless", Optional.of(Duration.ofSeconds(Long.MAX_VALUE)))).isPositive();
        assertThat(backoff.waiting()).containsExactlyInAnyOrder("long", "endless");
    }

    @Test
    void whoAsksForLittleIsObeyedOnce() {
        var backoff = new Backoff(Duration.ofMinutes(1), Duration.ofMinutes(2));
        assertThat(backoff.failed("k", Optional.of(Duration.ZERO))).isEqualTo(Duration.ZERO);
        assertThat(backoff.failed("k", Optional.of(Duration.ZERO))).isGreaterThanOrEqualTo(Duration.ofSeconds(59));
        backoff.worked("k");
        assertThat(backoff.failed("k", Optional.of(Duration.ZERO))).isEqualTo(Duration.ZERO);
    }

    @Test
    void whatOneDeliveryWasAskedToWaitHoldsForThoseUnderWay() {
        var backoff = new Backoff(Duration.ofMillis(1), Duration.ofMillis(2));
        backoff.failed("asked", Optional.of(Duration.ofHours(1)));
        assertThat(backoff.failed("asked", Optional.empty())).isGreaterThan(Duration.ofMinutes(59));
        backoff.worked("asked");
        assertThat(backoff.waiting()).containsExactly("asked");
    }

    @Test
    void aSuccessEndsAWaitThatNobodyAskedFor() {
        var backoff = new Backoff(Duration.ofHours(1), Duration.ofHours(1));
        backoff.failed("own", Optional.empty());
        backoff.worked("own");
        assertThat(backoff.waiting()).isEmpty();
    }

    @Test
    void levelCountsWhatIsFree() throws InterruptedException {
        var level = new Level();
        level.added(3, 300);
        level.claimed(200, Duration.ZERO);
        assertThat(level.backlog().messages()).isEqualTo(3);
        level.released(100);
        level.settled(1, 100);
        assertThat(level.backlog()).extracting(Backlog::messages, Backlog::bytes).containsExactly(2L, 200L);
        level.await(200, Duration.ofHours(1), Duration.ofHours(1), () -> false);
        level.settled(5, 500);
        assertThat(level.backlog()).isEqualTo(new Backlog(0, 0, Duration.ZERO));
        level.await(1, Duration.ofHours(1), Duration.ofHours(1), () -> true);
        level.rest(Duration.ofHours(1), () -> true);
    }

    @Test
    void levelDoesNotLetWaitWhatHasWaitedLongEnough() throws InterruptedException {
        var level = new Level();
        level.added(3, 300);
        level.claimed(100, Duration.ofHours(1));
        level.await(1_000, Duration.ofMinutes(30), Duration.ofHours(1), () -> false);
        assertThat(level.backlog().messages()).isEqualTo(3);
    }
}
