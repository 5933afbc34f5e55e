package org.sentinelbridge.component.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sentinelbridge.base.store.Database;

/** What a throttle teaches of how many writes are taken in which time, and how a pause is kept. */
class ThrottleTest {

    @TempDir
    private Path folder;

    private Talking us;

    @AfterEach
    void stop() throws IOException {
        us.close();
    }

    @ParameterizedTest
    @EnumSource
    void aWindowBeginsWithItsFirstWriteAndEndsWhenTheOtherSideSays(Database database) throws Exception {
        us = new Talking(database.make(folder));
        us.spend(Waiting.STATES, 90);
        ago(Duration.ofSeconds(200));
        us.spend(Waiting.STATES, 10);

        throttled(Duration.ofSeconds(100));

        assertThat(expectedIn(99)).as("as many as were taken, when the pause ends").isBetween(98L, 100L);
        assertThat(expectedIn(100)).as("a window of 200 + 100 seconds later").isBetween(398L, 402L);
    }

    @ParameterizedTest
    @EnumSource
    void writesOfMoreThanFiveMinutesAgoAreNotOfTheWindow(Database database) throws Exception {
        us = new Talking(database.make(folder));
        us.spend(Waiting.STATES, 50);
        ago(Duration.ofSeconds(310));
        us.spend(Waiting.STATES, 100);

        throttled(Duration.ofSeconds(60));

        assertThat(expectedIn(100)).isBetween(118L, 122L);
    }

    @ParameterizedTest
    @EnumSource
    void whatManyMeetAtTheSameTimeIsOneOutage(Database database) throws Exception {
        us = new Talking(database.make(folder));
        var pushes = IntStream.range(0, 5).mapToObj(i -> us.exchange("case-" + i, "case", Map.of("title", "t"))).toList();
        for (var push : pushes) {
            us.push(push);
        }

        pushes.forEach(push -> us.later(push, new IOException("down")));

        assertThat(us.talk.budgets().pause()).isLessThan(Duration.ofSeconds(3));
    }

    @ParameterizedTest
    @EnumSource
    void theNextWindowTeachesAnew(Database database) throws Exception {
        us = new Talking(database.make(folder));
        us.spend(Waiting.STATES, 200);
        throttled(Duration.ofSeconds(60));
        us.up();
        us.spend(Waiting.STATES, 100);

        throttled(Duration.ofSeconds(60));

        assertThat(expectedIn(99)).isBetween(58L, 60L);
        assertThat(expectedIn(100)).as("of the writes after the first pause only").isBetween(118L, 122L);
    }

    @ParameterizedTest
    @EnumSource
    void whoIsToldTheSameWhileAllPauseTeachesNothing(Database database) throws Exception {
        us = new Talking(database.make(folder));
        us.spend(Waiting.STATES, 100);
        throttled(Duration.ofSeconds(60));
        us.spend(Waiting.STATES, 100); // were under way

        throttled(Duration.ofSeconds(90));

        assertThat(us.talk.budgets().pause()).as("longer than before").isBetween(Duration.ofSeconds(85), Duration.ofSeconds(90));
        assertThat(expectedIn(100)).isBetween(148L, 152L);
    }

    @ParameterizedTest
    @EnumSource
    void asManyAsWereTakenAreWrittenUntilTheWindowHasPassed(Database database) throws Exception {
        us = new Talking(database.make(folder));
        us.spend(Waiting.STATES, 100);
        throttled(Duration.ofSeconds(60));
        us.up();
        us.spend(Waiting.STATES, 99);
        assertThat(isOpen(Waiting.STATES)).as("99 of 100").isTrue();
        us.spend(Waiting.STATES, 1);
        assertThat(isOpen(Waiting.STATES)).isFalse();
        assertThat(isOpen(Waiting.PARTS)).as("nobody has counted parts").isTrue();

        us.sql("UPDATE budgets SET paused_until = paused_until - 70000 WHERE kind = ''");
        us.talk.budgets().refresh();
        ago(Duration.ofSeconds(50));
        assertThat(isOpen(Waiting.STATES)).as("within the window").isFalse();
        ago(Duration.ofSeconds(15));
        assertThat(isOpen(Waiting.STATES)).as("after the window").isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void writesLeaveTheWindowOneAfterTheOther(Database database) throws Exception {
        us = new Talking(database.make(folder));
        us.spend(Waiting.STATES, 100);
        throttled(Duration.ofSeconds(60));
        us.up();
        us.sql("UPDATE budgets SET paused_until = paused_until - 80000 WHERE kind = ''");
        us.talk.budgets().refresh();
        ago(Duration.ofSeconds(80));
        us.spend(Waiting.STATES, 60);
        ago(Duration.ofSeconds(35));
        us.spend(Waiting.STATES, 60);
        assertThat(isOpen(Waiting.STATES)).as("120 of 100").isFalse();

        ago(Duration.ofSeconds(30));

        assertThat(isOpen(Waiting.STATES)).as("the first 60 are 65 seconds old").isTrue();
        us.spend(Waiting.STATES, 40);
        assertThat(isOpen(Waiting.STATES)).as("100 in the last 60 seconds").isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void onlyAThrottleThatSaysForHowLongTeaches(Database database) throws Exception {
        us = new Talking(database.make(folder));
        us.spend(Waiting.STATES, 100);

        us.talk.budgets().paused(Waiting.STATES, Optional.empty(), true, "too many");
        us.sql("UPDATE budgets SET kind = kind"); // what was submitted before is written by now

        assertThat(us.talk.budgets().pause()).isPositive();
        assertThat(us.conversations.list(Talking.TOPIC).isThrottled()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void onlyWhatWasWrittenCounts(Database database) throws Exception {
        us = new Talking(database.make(folder));
        for (var i = 0; i < 3; i++) {
            us.toldNothing(us.push("a", "case", Map.of("title", "t")));
        }

        throttled(Duration.ofSeconds(60));

        assertThat(us.conversations.list(Talking.TOPIC).isThrottled()).as("nothing was written").isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void whatWasToldJustBeforeWaitsAsAllElseDoes(Database database) throws Exception {
        us = new Talking(database.make(folder));
        for (var name : new String[] {"a", "b"}) {
            us.told(us.push(name, "case", Map.of("title", "1")), "{}");
        }
        us.down();
        assertThat(Talking.turn(us.push("a", "case", Map.of("title", "2")))).as("while all pause").isEqualTo("later");
        us.up();

        us.full(Waiting.STATES);

        assertThat(Talking.turn(us.push("b", "case", Map.of("title", "2")))).as("while no more states are taken").isEqualTo("later");
    }

    @Test
    void aPauseThatWasAskedForIsNotShortened() throws Exception {
        us = new Talking(Database.SQLITE.make(folder));
        var first = us.push("a", "case", Map.of("title", "t"));
        var second = us.push("b", "case", Map.of("title", "t"));
        us.later(first, new BudgetsTest.Throttled(60));

        us.later(second, new IOException("connection reset"));

        assertThat(us.talk.budgets().pause()).isGreaterThan(Duration.ofSeconds(55));
        assertThat(us.conversations.list(Talking.TOPIC).pausedBy()).isEqualTo("too many");
    }

    @Test
    void whatIsNoFailureOfTheOtherSidePausesNothing() throws Exception {
        us = new Talking(Database.SQLITE.make(folder));

        us.later(us.push("a", "case", Map.of("title", "t")), new IllegalStateException("a fault of the mapping"));

        assertThat(us.talk.budgets().pause()).isZero();
        assertThat(us.isAnythingNext()).isTrue();
    }

    @Test
    void aPauseOutlivesTheProcessAndItsCauseIsNamedForTwoMinutesMore() throws Exception {
        var url = Database.SQLITE.make(folder);
        us = new Talking(url);
        us.later(us.push("a", "case", Map.of("title", "t")), new BudgetsTest.Throttled(60));
        us.close();

        us = new Talking(url);
        us.drain.look();

        assertThat(us.conversations.list(Talking.TOPIC).pausedUntil()).isPresent();
        assertThat(Talking.turn(us.push("b", "case", Map.of("title", "t")))).isEqualTo("later");
        us.up();
        assertThat(us.conversations.list(Talking.TOPIC).pausedBy()).isEmpty();
        assertThat(us.conversations.list(Talking.TOPIC).obstacle()).isEqualTo("too many");
        us.sql("UPDATE budgets SET paused_until = paused_until - 121000");
        us.talk.budgets().refresh();
        assertThat(us.conversations.list(Talking.TOPIC).obstacle()).isEmpty();
    }

    private void throttled(Duration asked) {
        us.talk.budgets().paused(Waiting.STATES, Optional.of(asked), true, "too many");
        us.sql("UPDATE budgets SET kind = kind"); // what was submitted before is written by now
    }

    /** What was written until now was written so much earlier. */
    private void ago(Duration time) {
        us.store.writes().run(handle -> {
            us.talk.budgets().flush(handle);
            return handle.execute("UPDATE budget_slices SET slice = slice - " + time.toMillis());
        });
    }

    private long expectedIn(int before) {
        return Duration.ofMillis(us.talk.budgets().expected(before, Waiting.STATES) - System.currentTimeMillis()).toSeconds();
    }

    private boolean isOpen(String kind) {
        return us.store.writes().run(handle -> us.talk.budgets().closedUntil(handle, kind)) <= System.currentTimeMillis();
    }
}
