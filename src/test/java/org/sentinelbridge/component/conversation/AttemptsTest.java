package org.sentinelbridge.component.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sentinelbridge.base.runs.Passage;
import org.sentinelbridge.base.store.Database;
import org.sentinelbridge.component.parked.SupersededException;

/** What an exchange holds from when it has come until something has become of it. */
class AttemptsTest {

    @TempDir
    private Path folder;

    private Talking us;

    @AfterEach
    void stop() throws IOException {
        us.close();
    }

    @ParameterizedTest
    @EnumSource
    void anExchangeHoldsWhatItTellsUntilSomethingHasBecomeOfIt(Database database) throws Exception {
        us = new Talking(database.make(folder));
        var told = us.push("a", "case", Map.of("title", "1"));
        assertThat(us.conversations.holds(told)).isTrue();
        assertThat(us.conversations.holds(us.push("a", "case", Map.of("title", "2")))).as("it waits").isFalse();
        us.told(told, "{}");
        var dropped = us.push("b", "case", Map.of("title", "1"));
        us.giveUp(dropped, "no role");
        var later = us.push("c", "case", Map.of("title", "1"));
        us.later(later, new IllegalStateException("a fault of the mapping"));

        for (var done : new Exchange[] {told, dropped, later}) {
            assertThat(us.conversations.holds(done)).isFalse();
        }
        us.conversations.giveUp(told, "Nobody holds it.");
        assertThat(told.getVariable("waits")).isNull();
        assertThatThrownBy(() -> us.conversations.settle(told)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> us.conversations.later(told)).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @EnumSource
    void anotherAttemptOfTheSameExchangeTellsTheSame(Database database) throws Exception {
        us = new Talking(database.make(folder));
        us.told(us.push("a", "case", Map.of("title", "1")), "{\"n\":1}");
        var push = us.push("a", "case", Map.of("title", "2"));
        var firstAt = push.getVariable("first_at");
        push.setVariable("known", "changed by the first attempt");

        us.push(push);

        assertThat(Talking.turn(push)).isEqualTo("now");
        assertThat(push.getVariable("known").toString()).isEqualTo("{\"n\":1}");
        assertThat(push.getVariable("first_at")).isEqualTo(firstAt);
        us.told(push, "{\"n\":2}");
        assertThat(us.waiting()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whatTheDrainTellsIsWholeAndSaysWhatItIsAbout(Database database) throws Exception {
        us = new Talking(database.make(folder));
        us.down();
        us.push("a", "case", Map.of("action", "create", "title", "1"));
        us.push("a", "case", Map.of("action", "update", "severity", "low"));
        us.up();

        var exchange = us.next().exchange();

        assertThat(exchange.getVariable("incident_id")).isEqualTo("a");
        assertThat(exchange.getVariable("case_id")).isEqualTo("case of a");
        assertThat(exchange.getVariable("part")).isEqualTo("case");
        assertThat(exchange.getVariable("case")).isEqualTo(Map.of("action", "create", "title", "1", "severity", "low"));
        assertThat(us.conversations.holds(exchange)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void whoDoesNotSayWhatItIsAboutIsTold(Database database) throws Exception {
        us = new Talking(database.make(folder));
        us.told(us.push("a", "case", Map.of("title", "1")), "{}");
        var silent = us.exchange("a", "p-1", Map.of("text", "one"));
        silent.setVariable("case_id", "");

        us.push(silent);

        assertThat(silent.getVariable("case_id")).isEqualTo("case of a");
    }

    @ParameterizedTest
    @EnumSource
    void aReplayIsSupersededByWhatWaitsToo(Database database) throws Exception {
        us = new Talking(database.make(folder));
        us.told(us.push("a", "case", Map.of("title", "1")), "{}");
        us.sql("UPDATE conversations SET state_at = state_at - 60000");
        us.conversations.retry(Talking.TOPIC, "a"); // which reads it again
        us.down();
        var newer = us.push("a", "case", Map.of("title", "3"));
        var replayed = us.exchange("a", "case", Map.of("title", "2"));
        replayed.setVariable("received_at", System.currentTimeMillis() - 30_000);

        assertThatThrownBy(() -> us.push(replayed)).isInstanceOf(SupersededException.class).hasMessageContaining(Passage.runId(newer));

        assertThat(us.recall("a").getVariable("waiting").toString()).isEqualTo("{\"title\":\"3\"}");
    }

    @ParameterizedTest
    @EnumSource
    void aReplayThatNothingNewerHasFollowedIsToldAndSupersedesOlderOnes(Database database) throws Exception {
        us = new Talking(database.make(folder));
        us.told(us.push("a", "case", Map.of("title", "1")), "{}");
        us.sql("UPDATE conversations SET state_at = state_at - 60000");
        us.conversations.retry(Talking.TOPIC, "a"); // which reads it again

        for (var secondsAgo : new int[] {40, 20}) {
            var replayed = us.exchange("a", "case", Map.of("title", "2"));
            replayed.setVariable("received_at", System.currentTimeMillis() - secondsAgo * 1_000);
            us.told(us.push(replayed), "{}");
        }

        var between = us.exchange("a", "case", Map.of("title", "2"));
        between.setVariable("received_at", System.currentTimeMillis() - 30_000);
        assertThatThrownBy(() -> us.push(between)).isInstanceOf(SupersededException.class);
    }

    @ParameterizedTest
    @EnumSource
    void whatCannotBeToldAfterItWasTakenFromTheWaitingNeedsAPerson(Database database) throws Exception {
        us = new Talking(database.make(folder));
        us.down();
        us.push("a", "case", Map.of("title", "1"));
        us.up();
        var exchange = us.next().exchange();

        us.conversations.giveUp(exchange, "No role.");

        assertThat(exchange.getVariable("waits")).isEqualTo(true);
        assertThat(us.waiting()).singleElement().returns("No role.", ConversationList.Line::trouble);
        assertThat(us.conversations.notices(Talking.TOPIC).toBeTold()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void whoMeetsAThrottleLetsOthersPauseThoughNothingWaits(Database database) throws Exception {
        us = new Talking(database.make(folder));
        us.giveUp(failed("a", "park", new BudgetsTest.Throttled(60)), "too many");
        assertThat(us.talk.budgets().pause()).as("it is not the other side's").isZero();
        us.giveUp(failed("b", "queue", new IOException("down")), "down");
        us.giveUp(failed("b", "queue", new BudgetsTest.Unwell()), "unwell");
        assertThat(us.talk.budgets().pause()).as("nobody would look when an outage ends").isZero();

        us.giveUp(failed("c", "queue", new BudgetsTest.Throttled(60)), "too many");

        assertThat(us.talk.budgets().pause()).isGreaterThan(Duration.ofSeconds(55));
        assertThat(us.waiting()).as("nobody was promised anything").isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void namesThatCannotBeKeptAreRefused(Database database) throws Exception {
        us = new Talking(database.make(folder));

        assertThatThrownBy(() -> us.push("", "case", Map.of())).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("incident_id");
        assertThatThrownBy(() -> us.push("a".repeat(257), "case", Map.of())).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("incident_id is longer than 256");
        assertThatThrownBy(() -> us.push("a", "p".repeat(257), Map.of())).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("part is longer than 256");
        us.told(us.push("a".repeat(248), "case", Map.of()), "{\"n\":1}");
        us.told(us.push("a\0b", "case", Map.of("title", "\0 and half a character: \ud83d")), "{\"n\":2}");
        assertThat(us.recall("ab").getVariable("known").toString()).isEqualTo("{\"n\":2}");
    }

    @ParameterizedTest
    @EnumSource
    void anyTextWaitsAsItIs(Database database) throws Exception {
        us = new Talking(database.make(folder));
        us.down();
        var text = "\0 \ud83d \ud83d\ude00 ä \" \\ \n";
        us.push("a", "p-1", Map.of("text", text));
        us.up();

        assertThat(us.next().message().path("text").asText()).isEqualTo(text);
    }

    @Test
    void withALockedStoreNothingIsKeptByHalfAndGivingUpDoesNotFail() throws Exception {
        var url = Database.SQLITE.make(folder);
        us = new Talking(url);
        var first = us.push("a", "case", Map.of("title", "1"));
        var second = us.push("b", "case", Map.of("title", "1"));
        try (var lock = DriverManager.getConnection(url); var statement = lock.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");

            assertThatThrownBy(() -> us.conversations.later(first)).isInstanceOf(ConversationUnavailable.class);
            us.giveUp(second, "no role");
            statement.execute("ROLLBACK");
        }
        assertThat(us.waiting()).isEmpty();
        assertThat(us.conversations.holds(first)).as("it may be tried again").isTrue();
        us.later(first, new IllegalStateException("a fault of the mapping"));
        us.told(us.push("b", "case", Map.of("title", "2")), "{}");
        assertThat(us.waiting()).singleElement().returns("a", ConversationList.Line::name);
    }

    private Exchange failed(String name, String keep, Exception cause) throws InterruptedException {
        var push = us.push(name, "case", Map.of("title", "1"));
        push.setVariable("keep", keep);
        push.setProperty(Exchange.EXCEPTION_CAUGHT, cause);
        return push;
    }
}
