package org.sentinelbridge.component.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.sql.DriverManager;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sentinelbridge.base.runs.Passage;
import org.sentinelbridge.base.store.Database;
import org.sentinelbridge.base.validation.MismatchException;
import org.sentinelbridge.component.parked.SupersededException;

/** One thing is told by one at a time, the newest state first and parts in their order, and nothing is forgotten. */
class ConversationsTest {

    @TempDir
    private Path folder;

    private Talking us;

    @AfterEach
    void stop() throws IOException {
        us.close();
    }

    @ParameterizedTest
    @EnumSource
    void whatNothingIsBeforeIsToldAtOnceAndRemembered(Database database) throws Exception {
        us = new Talking(database.make(folder));
        for (var i = 0; i < 3; i++) { // unknown, read, known without the store
            var push = us.push("a", "case", Map.of("title", "t" + i));
            assertThat(Talking.turn(push)).isEqualTo("now");
            assertThat(push.getVariable("known").toString()).isEqualTo(i == 0 ? "{}" : "{\"n\":" + (i - 1) + "}");
            us.told(push, "{\"n\":" + i + "}");
        }

        assertThat(us.recall("a").getVariable("known").toString()).isEqualTo("{\"n\":2}");
        assertThat(us.waiting()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsAboutSomethingElseIsRefusedAndChangesNothing(Database database) throws Exception {
        us = new Talking(database.make(folder));
        us.told(us.push("a", "case", Map.of("title", "1")), "{\"n\":1}");
        for (var recent : List.of(true, false)) {
            if (!recent) {
                us.conversations.retry(Talking.TOPIC, "a"); // which reads it again
            }
            var other = us.exchange("a", "case", Map.of("title", "2"));
            other.setVariable("case_id", "another");
            assertThatThrownBy(() -> us.push(other)).isInstanceOf(MismatchException.class).hasMessage("case of a");
        }
        var unnamed = us.exchange("a", "case", Map.of("title", "3"));
        unnamed.setVariable("case_id", "");
        us.told(us.push(unnamed), "{\"n\":3}");

        assertThat(us.recall("a").getVariable("known").toString()).isEqualTo("{\"n\":3}");
        assertThat(us.waiting()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whileOneIsToldTheNextWaitsAndOnlyTheNewestStateCounts(Database database) throws Exception {
        us = new Talking(database.make(folder));
        var first = us.push("a", "case", Map.of("action", "create", "title", "1"));

        var second = us.push("a", "case", Map.of("action", "create", "title", "2", "severity", "low"));
        us.push("a", "case", Map.of("action", "update", "title", "3"));

        assertThat(Talking.turn(second)).isEqualTo("later");
        assertThat(second.getVariable("expected")).asString().startsWith("20");
        assertThat(us.talk.coalesced()).isEqualTo(1);
        assertThat(us.recall("a").getVariable("waiting").toString()).contains("\"title\":\"3\"");
        assertThat(us.isAnythingNext()).as("the first still speaks").isFalse();
        us.told(first, "{}");
        var next = us.next();
        assertThat(next.message().path("action").asText()).as("stays as it first was").isEqualTo("create");
        assertThat(next.message().path("severity").asText()).isEqualTo("low");
        assertThat(next.message().path("title").asText()).isEqualTo("3");
        assertThat(next.next().taken().waiting().times().has("title")).isTrue();
        assertThat(next.next().taken().waiting().times().has("severity")).isFalse();
        us.told(next, "{}");
        assertThat(us.waiting()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void eachMemberKeepsTheTimeOfItsChange(Database database) throws Exception {
        us = new Talking(database.make(folder));
        var first = us.push("a", "case", Map.of("title", "1", "severity", "low"));
        us.push("a", "case", Map.of("title", "2", "severity", "low"));
        us.sql("UPDATE waiting SET first_at = first_at - 60000");
        var before = System.currentTimeMillis();
        us.push("a", "case", Map.of("title", "2", "severity", "high"));

        us.later(first, new IllegalStateException("has to come again"));

        var times = us.next().next().taken().waiting().times();
        assertThat(times.path("severity").asLong()).isGreaterThanOrEqualTo(before);
        assertThat(times.path("title").asLong()).isLessThan(before);
    }

    @ParameterizedTest
    @EnumSource
    void partsKeepTheirOrderBehindTheState(Database database) throws Exception {
        us = new Talking(database.make(folder));
        var first = us.push("a", "case", Map.of("title", "1"));
        us.push("a", "p-2", Map.of("text", "two"));
        us.push("a", "p-1", Map.of("text", "one"));
        us.push("a", "p-2", Map.of("text", "two"));
        us.push("a", "case", Map.of("title", "2"));
        us.told(first, "{}");

        for (var part : new String[] {"case", "p-2", "p-1"}) {
            var next = us.next();
            assertThat(next.part()).isEqualTo(part);
            us.told(next, "{}");
        }
        assertThat(us.isAnythingNext()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void whatComesWhileTheOlderIsToldIsNotTakenForTold(Database database) throws Exception {
        us = new Talking(database.make(folder));
        var first = us.push("a", "case", Map.of("title", "1"));
        us.push("a", "case", Map.of("title", "2"));
        us.told(first, "{}");
        var second = us.next();
        us.push("a", "case", Map.of("title", "3"));

        us.told(second, "{}");

        var third = us.next();
        assertThat(third.message().path("title").asText()).isEqualTo("3");
        us.told(third, "{}");
        assertThat(us.waiting()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whatDidNotWorkWaitsBeforeWhatHasComeMeanwhile(Database database) throws Exception {
        us = new Talking(database.make(folder));
        var first = us.push("a", "case", Map.of("action", "create", "title", "1", "severity", "low"));
        us.push("a", "case", Map.of("action", "update", "title", "2"));

        us.later(first, new IOException("down"));

        assertThat(Talking.turn(first)).isEqualTo("later");
        us.sql("UPDATE budgets SET paused_until = 0");
        us.talk.budgets().refresh();
        var next = us.next();
        assertThat(next.message().path("action").asText()).isEqualTo("create");
        assertThat(next.message().path("severity").asText()).isEqualTo("low");
        assertThat(next.message().path("title").asText()).isEqualTo("2");
        us.told(next, "{}");
        assertThat(us.waiting()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whatNobodyWasPromisedIsDroppedAndTheRestNeedsAPerson(Database database) throws Exception {
        us = new Talking(database.make(folder));
        us.giveUp(us.push("a", "case", Map.of("title", "1")), "no role");
        assertThat(us.waiting()).isEmpty();
        var second = us.push("a", "case", Map.of("title", "2"));
        us.push("a", "case", Map.of("title", "3"));
        us.told(second, "{}");

        us.failed(us.next(), "No role.");

        assertThat(us.isAnythingNext()).as("it rests").isFalse();
        assertThatThrownBy(() -> us.recall("a")).isInstanceOf(ConversationTrouble.class).hasMessageStartingWith("No role. It has waited since ");
        assertThatThrownBy(() -> us.push("a", "p-1", Map.of())).as("a part waits behind it").isInstanceOf(ConversationTrouble.class);
        assertThat(us.waiting()).singleElement().satisfies(line -> assertThat(line.trouble()).isEqualTo("No role."));
        var again = us.push("a", "case", Map.of("title", "4"));
        assertThat(Talking.turn(again)).as("somebody may have seen to it").isEqualTo("now");
        us.giveUp(again, "Still no role.");
        assertThat(again.getVariable("waits")).isEqualTo(true);
        assertThat(us.waiting()).hasSize(1);
        assertThat(us.conversations.retry(Talking.TOPIC, "a")).isTrue();
        var next = us.next();
        assertThat(next.message().path("title").asText()).isEqualTo("4");
        us.told(next, "{}");
        us.told(us.next(), "{}");
        assertThat(us.recall("a").getVariable("known").toString()).isEqualTo("{}");
        assertThat(us.conversations.retry(Talking.TOPIC, "a")).as("nothing waits").isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void peopleAreToldOfTroubleOnceAndOnceOfItsEnd(Database database) throws Exception {
        us = new Talking(database.make(folder));
        var first = us.push("a", "case", Map.of("title", "1"));
        us.push("a", "case", Map.of("title", "2"));
        us.told(first, "{}");
        us.failed(us.next(), "No role.");

        assertThat(noticed()).isEqualTo(Conversation.TO_BE_TOLD);
        us.conversations.retry(Talking.TOPIC, "a");
        us.failed(us.next(), "No role.");
        assertThat(us.conversations.notices(Talking.TOPIC).toBeTold()).as("told already").isEmpty();
        us.conversations.retry(Talking.TOPIC, "a");
        us.told(us.next(), "{}");
        us.told(us.push("a", "case", Map.of("title", "3")), "{}");
        assertThat(noticed()).isEqualTo(Conversation.END_TO_BE_TOLD);
        us.told(us.push("a", "case", Map.of("title", "3")), "{}");
        assertThat(us.conversations.notices(Talking.TOPIC).toBeTold()).isEmpty();
    }

    private int noticed() {
        var conversation = us.conversations.notices(Talking.TOPIC).toBeTold().get(0);
        us.conversations.notices(Talking.TOPIC).told(conversation);
        return conversation.notice();
    }

    @ParameterizedTest
    @EnumSource
    void aReplayedStateIsRefusedOnceSomethingNewerHasCome(Database database) throws Exception {
        us = new Talking(database.make(folder));
        var newer = us.push("a", "case", Map.of("title", "2"));
        us.told(newer, "{}");
        var replayed = us.exchange("a", "case", Map.of("title", "1"));
        replayed.setVariable("received_at", System.currentTimeMillis() - 60_000);

        assertThatThrownBy(() -> us.push(replayed)).isInstanceOf(SupersededException.class)
                .hasMessageContaining(Passage.runId(newer));

        var part = us.exchange("a", "p-1", Map.of());
        part.setVariable("received_at", System.currentTimeMillis() - 60_000);
        assertThat(Talking.turn(us.push(part))).as("a part is never too late").isEqualTo("now");
        us.told(part, "{}");
    }

    @ParameterizedTest
    @EnumSource
    void whatCameWhileAnOlderStateWasToldIsTheNewest(Database database) throws Exception {
        us = new Talking(database.make(folder));
        var older = us.push("a", "case", Map.of("title", "1"));
        var newer = us.push("a", "case", Map.of("title", "2"));
        us.told(older, "{}");
        us.told(us.next(), "{}");
        var between = us.exchange("a", "case", Map.of("title", "between"));
        between.setVariable("received_at", newer.getClock().getCreated() - 1);

        assertThatThrownBy(() -> us.push(between)).isInstanceOf(SupersededException.class).hasMessageContaining(Passage.runId(newer));
    }

    @ParameterizedTest
    @EnumSource
    void underTheNameOfTheOtherSideItIsTheSame(Database database) throws Exception {
        us = new Talking(database.make(folder));
        var first = us.push("a", "case", Map.of("title", "1"));
        first.setVariable("alias", "b");
        us.told(first, "{\"n\":1}");

        var byAlias = us.exchange("b", "case", Map.of("title", "2"));
        byAlias.setVariable("case_id", "case of a");
        us.push(byAlias);
        assertThat(Talking.turn(byAlias)).isEqualTo("now");
        assertThat(byAlias.getVariable("known").toString()).isEqualTo("{\"n\":1}");
        var byName = us.push("a", "case", Map.of("title", "3"));
        assertThat(Talking.turn(byName)).as("another speaks, by another name").isEqualTo("later");
        us.told(byAlias, "{}");
        us.told(us.next(), "{}");
        assertThat(us.waiting()).isEmpty();
    }

    @Test
    void whoDoesNotWaitIsRefusedAndNothingIsKept() throws Exception {
        us = new Talking(Database.SQLITE.make(folder), true);
        var first = us.push("a", "case", Map.of("title", "1"));

        assertThatThrownBy(() -> us.push("a", "case", Map.of("title", "2"))).isInstanceOf(ConversationBusy.class);

        us.told(first, "{}");
        assertThat(us.waiting()).isEmpty();
    }

    @Test
    void aLockedStoreIsToldAndNothingIsHalfDone() throws Exception {
        var url = Database.SQLITE.make(folder);
        us = new Talking(url);
        us.told(us.push("a", "case", Map.of("title", "1")), "{\"n\":1}");
        var told = us.push("a", "case", Map.of("title", "2"));
        try (var lock = DriverManager.getConnection(url); var statement = lock.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");

            assertThatThrownBy(() -> us.told(told, "{\"n\":2}")).isInstanceOf(ConversationUnavailable.class);
            assertThatThrownBy(() -> us.push("b", "case", Map.of("title", "1"))).isInstanceOf(ConversationUnavailable.class);
            statement.execute("ROLLBACK");
        }
        assertThat(us.recall("a").getVariable("known").toString()).isEqualTo("{\"n\":1}");
        assertThat(us.waiting()).isEmpty();
        us.sql("UPDATE conversations SET memory = '{\"n\":9}'");
        assertThat(us.recall("a").getVariable("known").toString()).as("nobody knows what got to disk").isEqualTo("{\"n\":9}");
    }
}
