package org.sentinelbridge.component.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sentinelbridge.base.retry.SideFailure;
import org.sentinelbridge.base.retry.WaitRequest;
import org.sentinelbridge.base.store.Database;

/** How much the other side takes is learned from its throttle, kept, and forgotten in time; an outage teaches nothing. */
class BudgetsTest {

    private static final String LATER = Duration.ofMinutes(11).toMillis() + "";

    @TempDir
    private Path folder;

    private Talking us;

    @AfterEach
    void stop() throws IOException {
        us.close();
    }

    /** As 429 is. */
    static final class Throttled extends IOException implements WaitRequest, SideFailure {
        private static final long serialVersionUID = 1L;
        private final int seconds;

        Throttled(int seconds) {
            super("too many");
            this.seconds = seconds;
        }

        @Override
        public Optional<Duration> retryAfter() {
            return Optional.of(Duration.ofSeconds(seconds));
        }

        @Override
        public boolean isThrottle() {
            return true;
        }
    }

    /** As 503 with a Retry-After is. */
    static final class Unwell extends IOException implements WaitRequest, SideFailure {
        private static final long serialVersionUID = 1L;

        @Override
        public Optional<Duration> retryAfter() {
            return Optional.of(Duration.ofSeconds(30));
        }
    }

    @ParameterizedTest
    @EnumSource
    void afterAThrottleNoMoreIsTriedThanWasTakenBefore(Database database) throws Exception {
        us = new Talking(database.make(folder));
        us.told(us.push("known", "case", Map.of("n", 1)), "{}");
        tell(2);
        us.later(us.push("x", "case", Map.of("n", 1)), new Throttled(100));
        assertThat(us.talk.budgets().pause()).isBetween(Duration.ofSeconds(95), Duration.ofSeconds(100));
        assertThat(Talking.turn(us.push("y", "case", Map.of("n", 1)))).as("paused").isEqualTo("later");
        assertThat(Talking.turn(us.push("known", "case", Map.of("n", 1)))).as("paused, too").isEqualTo("later");

        us.sql("UPDATE budgets SET most = 3, span = 100000 WHERE kind = 'state'"); // so few would not be taken for all that it takes
        us.up();

        assertThat(us.conversations.list(Talking.TOPIC).isThrottled()).isTrue();
        for (var i = 0; i < 2; i++) {
            us.told(us.next(), "{}");
        }
        tell(1);
        assertThat(Talking.turn(us.push("z", "case", Map.of("n", 1)))).as("as many as were taken have been told").isEqualTo("later");
        assertThat(Talking.turn(us.push("known", "case", Map.of("n", 2)))).as("also of what is known without the store").isEqualTo("later");
        assertThat(us.isAnythingNext()).isFalse();
        assertThat(Talking.turn(us.push("z2", "p-1", Map.of("n", 1)))).as("parts have a budget of their own").isEqualTo("now");
    }

    @Test
    void howManyItTakesIsLearnedUnlessOthersMustHaveWrittenToo() throws Exception {
        us = new Talking(Database.SQLITE.make(folder));

        assertThat(Budgets.Level.learned(100, 60_000)).returns(100, Budgets.Level::most).returns(60_000L, Budgets.Level::span);
        assertThat(Budgets.Level.learned(7, 42_000)).returns(75, Budgets.Level::most).returns(300_000L, Budgets.Level::span);
    }

    @Test
    void whatWasLearnedIsKnownAfterARestartAndForgottenInTime() throws Exception {
        var url = Database.SQLITE.make(folder);
        us = new Talking(url);
        tell(2);
        us.later(us.push("x", "case", Map.of("n", 1)), new Throttled(100));
        us.up();
        us.close();

        us = new Talking(url);
        us.drain.look();
        assertThat(us.conversations.list(Talking.TOPIC).isThrottled()).isTrue();

        us.sql("UPDATE budgets SET learned_at = learned_at - " + LATER);
        us.talk.budgets().refresh();
        assertThat(us.conversations.list(Talking.TOPIC).isThrottled()).isFalse();
    }

    @Test
    void anOutageTeachesNothingAndPausesLongerEachTime() throws Exception {
        us = new Talking(Database.SQLITE.make(folder));
        tell(2);
        var longest = Duration.ZERO;
        for (var i = 0; i < 3; i++) {
            us.later(us.push("x" + i, "case", Map.of("n", 1)), new IOException("down"));
            var pause = us.talk.budgets().pause();
            assertThat(pause).isGreaterThan(longest).isLessThan(Duration.ofMinutes(1));
            longest = pause;
            us.up();
        }
        assertThat(us.conversations.list(Talking.TOPIC).isThrottled()).isFalse();
        us.told(us.next(), "{}");
        us.later(us.push("y", "case", Map.of("n", 1)), new IOException("down"));
        assertThat(us.talk.budgets().pause()).as("another outage").isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void whoIsOnlyUnwellAndSaysForHowLongTeachesNothing() throws Exception {
        us = new Talking(Database.SQLITE.make(folder));
        tell(2);

        us.later(us.push("x", "case", Map.of("n", 1)), new Unwell());
        us.sql("UPDATE budgets SET kind = kind"); // what was submitted before is written by now

        assertThat(us.talk.budgets().pause()).isGreaterThan(Duration.ofSeconds(25));
        assertThat(us.conversations.list(Talking.TOPIC).isThrottled()).isFalse();
    }

    @Test
    void urgentOnesGoFirstUntilOthersHaveWaitedForLong() throws Exception {
        us = new Talking(Database.SQLITE.make(folder));
        us.down();
        us.push("old", "case", Map.of("n", 1));
        us.push("usual", "case", Map.of("n", 1));
        var urgent = us.exchange("urgent", "case", Map.of("n", 1));
        urgent.setVariable("urgency", 0);
        us.push(urgent);
        us.sql("UPDATE waiting SET first_at = first_at - 960000 WHERE name = 'old'");
        us.up();

        for (var name : new String[] {"old", "urgent", "usual"}) {
            var next = us.next();
            assertThat(next.next().taken().conversation().name()).isEqualTo(name);
            us.told(next, "{}");
        }
    }

    @Test
    void expectedIsAWindowLaterForEachBudgetFullBeforeIt() throws Exception {
        us = new Talking(Database.SQLITE.make(folder));
        var budgets = us.talk.budgets();
        var now = System.currentTimeMillis();

        assertThat(budgets.expected(0, Waiting.STATES)).isBetween(now, now + 1_000);
        assertThat(budgets.expected(75, Waiting.STATES)).isBetween(now + 300_000, now + 301_000);
        assertThat(budgets.expected(151, Waiting.STATES)).isBetween(now + 600_000, now + 601_000);
    }

    private void tell(int times) throws Exception {
        for (var i = 0; i < times; i++) {
            us.told(us.push("told-" + System.nanoTime(), "case", Map.of("n", 1)), "{}");
        }
    }
}
