package org.sentinelbridge.component.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sentinelbridge.base.store.Database;

/** What can be known of a conversation, and of all of which something waits. */
class RecallTest {

    @TempDir
    private Path folder;

    private Talking us;

    @AfterEach
    void stop() throws IOException {
        us.close();
    }

    @ParameterizedTest
    @EnumSource
    void ofWhatNobodyHasToldNothingIsKnown(Database database) throws Exception {
        us = new Talking(database.make(folder));

        var nothing = us.recall("a");

        assertThat(nothing.getVariable("known").toString()).isEqualTo("{}");
        assertThat(nothing.getVariable("alias")).isEqualTo("a");
        assertThat(nothing.getVariable("turn")).isNull();
        assertThat(nothing.getVariable("waiting")).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void whatWasToldIsKnownByBothNamesAfterARestart(Database database) throws Exception {
        var url = database.make(folder);
        us = new Talking(url);
        var push = us.push("a", "case", Map.of("title", "t"));
        push.setVariable("alias", "b");
        us.told(push, "{\"n\":1}");
        us.close();

        us = new Talking(url);

        for (var name : new String[] {"a", "b"}) {
            var known = us.recall(name);
            assertThat(known.getVariable("known").toString()).isEqualTo("{\"n\":1}");
            assertThat(known.getVariable("alias")).isEqualTo("b");
            assertThat(known.getVariable("turn")).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource
    void withoutANewMemoryWhatWasKnownStays(Database database) throws Exception {
        us = new Talking(database.make(folder));
        us.told(us.push("a", "case", Map.of("title", "t")), "{\"n\":1}");

        us.toldNothing(us.push("a", "case", Map.of("title", "t")));

        assertThat(us.recall("a").getVariable("known").toString()).isEqualTo("{\"n\":1}");
    }

    @ParameterizedTest
    @EnumSource
    void whatWaitsIsToldWithWhenAndWhy(Database database) throws Exception {
        us = new Talking(database.make(folder));
        us.told(us.push("c", "case", Map.of("title", "old")), "{\"n\":1}");
        oneAMinute();
        us.down();
        for (var name : new String[] {"a", "b", "c"}) {
            us.push(name, "case", Map.of("title", "new"));
            us.push(name, "p-1", Map.of("text", "one"));
        }

        var queued = us.recall("c");

        assertThat(queued.getVariable("turn")).isEqualTo("later");
        assertThat(queued.getVariable("known").toString()).isEqualTo("{\"n\":1}");
        assertThat(queued.getVariable("waiting").toString()).isEqualTo("{\"title\":\"new\"}");
        assertThat(queued.getVariable("busy")).isEqualTo("down");
        assertThat(queued.getVariable("expected_in", long.class)).as("30 s and a minute for each state before it").isBetween(145L, 151L);
        assertThat(expected(queued)).isBetween(Instant.now().plusSeconds(140), Instant.now().plusSeconds(151));
        assertThat(us.recall("a").getVariable("expected_in", long.class)).isBetween(25L, 31L);
    }

    @ParameterizedTest
    @EnumSource
    void aPartThatWaitsMakesNoStateWait(Database database) throws Exception {
        us = new Talking(database.make(folder));
        us.down();
        us.push("a", "p-1", Map.of("text", "one"));

        assertThat(us.recall("a").getVariable("turn")).isNull();
        assertThat(us.waiting()).singleElement().returns(0, ConversationList.Line::states).returns(1, ConversationList.Line::parts);
    }

    @ParameterizedTest
    @EnumSource
    void theListNamesTheOldestFirstAndWhatWaitsOfEach(Database database) throws Exception {
        us = new Talking(database.make(folder));
        oneAMinute();
        us.down();
        us.push("z", "case", Map.of("title", "1"));
        us.push("z", "p-1", Map.of("text", "one"));
        us.push("z", "p-2", Map.of("text", "two"));
        us.push("a", "case", Map.of("title", "1"));
        var silent = us.exchange("z", "case", Map.of("title", "2"));
        silent.setVariable("case_id", "");
        us.push(silent);

        var lines = us.waiting();

        assertThat(lines).extracting(ConversationList.Line::name).containsExactly("z", "a");
        var first = lines.get(0);
        assertThat(first.subject()).as("stays, if nobody says another").isEqualTo("case of z");
        assertThat(first.states()).isEqualTo(1);
        assertThat(first.parts()).isEqualTo(2);
        assertThat(first.trouble()).isEmpty();
        assertThat(first.troubleSince()).isEmpty();
        assertThat(lines.get(1).expected()).isBetween(Instant.now().plusSeconds(80), Instant.now().plusSeconds(91));
        assertThat(us.conversations.list(Talking.TOPIC).waiting(1)).extracting(ConversationList.Line::name).containsExactly("z");
    }

    @ParameterizedTest
    @EnumSource
    void theEndIsThatOfStatesAndOfParts(Database database) throws Exception {
        us = new Talking(database.make(folder));
        oneAMinute();
        us.down();
        us.push("a", "case", Map.of("title", "1"));
        us.push("b", "case", Map.of("title", "1"));
        us.push("a", "p-1", Map.of("text", "one"));
        us.talk.measured(us.store.jdbi().withHandle(handle -> Backlog.count(handle, Talking.TOPIC)));

        assertThat(us.conversations.list(Talking.TOPIC).expectedEnd())
                .isBetween(Instant.now().plusSeconds(140), Instant.now().plusSeconds(151));
        assertThat(us.conversations.list(Talking.TOPIC).backlog()).returns(2, Backlog::states).returns(1, Backlog::parts)
                .returns(2, Backlog::conversations);
    }

    @ParameterizedTest
    @EnumSource
    void aReplayedStateThatWaitsIsAsOldAsWhenItFirstCame(Database database) throws Exception {
        us = new Talking(database.make(folder));
        us.down();
        var hourAgo = Instant.now().minus(Duration.ofHours(1));
        var replayed = us.exchange("a", "case", Map.of("title", "1"));
        replayed.setVariable("received_at", hourAgo.toEpochMilli());

        us.push(replayed);

        assertThat(us.waiting().get(0).since()).isEqualTo(Instant.ofEpochMilli(hourAgo.toEpochMilli()));
    }

    @ParameterizedTest
    @EnumSource
    void whatHasAlmostAsManyPartsAsItTakesIsCounted(Database database) throws Exception {
        us = new Talking(database.make(folder));
        us.told(us.push("89", "case", Map.of("title", "1")), "{\"parts\":89}");
        us.told(us.push("90", "case", Map.of("title", "1")), "{\"parts\":90}");

        assertThat(us.store.jdbi().withHandle(handle -> Backlog.count(handle, Talking.TOPIC)).full()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void aStoreThatCannotBeReadIsTold(Database database) throws Exception {
        us = new Talking(database.make(folder));
        us.sql("ALTER TABLE conversations RENAME TO elsewhere");

        assertThatThrownBy(() -> us.recall("a")).isInstanceOf(ConversationUnavailable.class)
                .hasMessageStartingWith("The store cannot be read: ");
        assertThatThrownBy(() -> us.push("a", "case", Map.of("title", "1"))).isInstanceOf(ConversationUnavailable.class)
                .hasMessageStartingWith("The store cannot be written: ");
    }

    /** So many states are taken, as was learned. */
    private void oneAMinute() {
        us.full(Waiting.STATES);
        us.sql("UPDATE budgets SET most = 1, span = 60000 WHERE kind = '" + Waiting.STATES + "'");
        us.talk.budgets().refresh();
    }

    private static Instant expected(Exchange exchange) {
        return Instant.parse(exchange.getVariable("expected", String.class));
    }
}
