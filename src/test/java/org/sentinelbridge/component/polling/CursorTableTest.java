package org.sentinelbridge.component.polling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.base.store.Store;

/** Whose turn it is among several processes, and what is kept of what they did. */
class CursorTableTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final PollState FURTHER = new PollState("2026-03-31T08:00:00Z", Map.of(), Map.of("bad", 2));

    @TempDir
    Path folder;

    private Store store;
    private CursorTable one;
    private CursorTable other;

    @BeforeEach
    void open() {
        var url = "jdbc:sqlite:" + folder.resolve("bridge.db");
        store = Store.open(new Settings(name -> Optional.ofNullable(Map.of("store.url", url).get(name))));
        one = new CursorTable(store, "incidents");
        other = new CursorTable(store, "incidents");
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void onePollsAtATime() {
        assertThat(one.take(LONG, LONG).state()).isPresent();
        var turn = other.take(LONG, LONG);

        assertThat(turn.state()).isEmpty();
        assertThat(turn.pause()).isPositive().isLessThanOrEqualTo(LONG);
    }

    @Test
    void anotherGoesOnWhereADeadOneStopped() {
        one.take(SHORT, LONG);
        one.keep(FURTHER, SHORT);

        await().until(() -> other.take(LONG, LONG).state().filter(FURTHER::equals).isPresent());
        assertThat(one.keep(new PollState("2020-01-01T00:00:00Z", Map.of(), Map.of()), LONG)).as("it is late").isFalse();
        assertThat(one.giveBack(FURTHER, Duration.ZERO)).isFalse();
    }

    @Test
    void nobodyPollsBeforeItIsTime() {
        one.take(LONG, LONG);
        assertThat(one.giveBack(FURTHER, LONG)).isTrue();
        assertThat(other.take(LONG, LONG).state()).isEmpty();
    }

    @Test
    void whoGivesBackAtOnceMayGoOnAtOnce() {
        one.take(LONG, LONG);
        one.giveBack(FURTHER, Duration.ZERO);

        await().until(() -> other.take(LONG, LONG).state().filter(FURTHER::equals).isPresent());
    }
}
