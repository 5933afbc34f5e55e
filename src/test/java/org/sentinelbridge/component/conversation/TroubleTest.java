package org.sentinelbridge.component.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sentinelbridge.base.store.Database;

/** How trouble begins, lasts and ends, and what people are told of it. */
class TroubleTest {

    @TempDir
    private Path folder;

    private Talking us;

    @AfterEach
    void stop() throws IOException {
        us.close();
    }

    @ParameterizedTest
    @EnumSource
    void troubleThatEndsBeforeAnybodyIsToldIsNotTold(Database database) throws Exception {
        inTrouble(database);

        retryAndTell();

        assertThat(us.conversations.notices(Talking.TOPIC).toBeTold()).isEmpty();
        us.recall("a");
    }

    @ParameterizedTest
    @EnumSource
    void troubleThatBeginsWhileAnOlderOneIsToldIsToldToo(Database database) throws Exception {
        inTrouble(database);
        minutesAgo(5);
        var older = us.conversations.notices(Talking.TOPIC).toBeTold().get(0);
        retryAndTell();
        fail("Deleted.");

        us.conversations.notices(Talking.TOPIC).told(older);

        assertThat(us.conversations.notices(Talking.TOPIC).toBeTold()).singleElement()
                .returns("Deleted.", Conversation::trouble)
                .returns(Conversation.TO_BE_TOLD, Conversation::notice);
    }

    @ParameterizedTest
    @EnumSource
    void troubleThatEndsWhileItIsToldEndsQuietly(Database database) throws Exception {
        inTrouble(database);
        var older = us.conversations.notices(Talking.TOPIC).toBeTold().get(0);
        retryAndTell();

        us.conversations.notices(Talking.TOPIC).told(older);

        assertThat(us.conversations.notices(Talking.TOPIC).toBeTold()).isEmpty();
        us.told(us.push("a", "case", Map.of("title", "t")), "{}");
        assertThat(us.conversations.notices(Talking.TOPIC).toBeTold()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void troubleThatComesBackBeforeItsEndWasToldIsNoNews(Database database) throws Exception {
        inTrouble(database);
        notice();
        retryAndTell();
        assertThat(us.conversations.notices(Talking.TOPIC).toBeTold()).singleElement()
                .returns(Conversation.END_TO_BE_TOLD, Conversation::notice);

        fail("No role again.");

        assertThat(us.conversations.notices(Talking.TOPIC).toBeTold()).as("people know of it").isEmpty();
        retryAndTell();
        assertThat(us.conversations.notices(Talking.TOPIC).toBeTold()).as("and wait for its end").hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void itHasLastedSinceItFirstFailed(Database database) throws Exception {
        inTrouble(database);
        minutesAgo(90);
        us.conversations.retry(Talking.TOPIC, "a");
        us.failed(us.next(), "Deleted.");

        var line = us.waiting().get(0);
        assertThat(line.trouble()).as("the newest").isEqualTo("Deleted.");
        assertThat(line.troubleSince().orElseThrow()).isBefore(Instant.now().minus(Duration.ofMinutes(89)));
        assertThatThrownBy(() -> us.recall("a")).hasMessageContaining("It has waited since " + line.troubleSince().orElseThrow());
    }

    @ParameterizedTest
    @EnumSource
    void aStateThatGoesThroughEndsItOnlyWhenNothingElseWaits(Database database) throws Exception {
        inTrouble(database);
        assertThatThrownBy(() -> us.push("a", "p-1", Map.of("text", "one"))).isInstanceOf(ConversationTrouble.class);
        us.told(us.push("a", "case", Map.of("title", "newer")), "{}");

        assertThatThrownBy(() -> us.recall("a")).as("its part waits").isInstanceOf(ConversationTrouble.class);
        us.told(us.next(), "{}");
        assertThat(us.recall("a").getVariable("alias")).isEqualTo("a");
        assertThat(us.waiting()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void thePartThatIsInTheWayMayBeTriedAgainAndNoOther(Database database) throws Exception {
        us = new Talking(database.make(folder));
        us.down();
        us.push("a", "p-1", Map.of("text", "one"));
        us.push("a", "p-2", Map.of("text", "two"));
        us.up();
        us.failed(us.next(), "Too long.");

        assertThatThrownBy(() -> us.push("a", "p-2", Map.of("text", "two"))).isInstanceOf(ConversationTrouble.class);
        assertThatThrownBy(() -> us.push("a", "p-3", Map.of("text", "three"))).isInstanceOf(ConversationTrouble.class);
        var again = us.push("a", "p-1", Map.of("text", "shorter"));
        assertThat(Talking.turn(again)).isEqualTo("now");
        assertThat(again.getVariable("case").toString()).isEqualTo("{text=shorter}");
        us.told(again, "{}");
        assertThat(us.next().part()).isEqualTo("p-2");
    }

    @ParameterizedTest
    @EnumSource
    void itRestsLongerEachTime(Database database) throws Exception {
        inTrouble(database);
        pass(Duration.ofSeconds(5));
        for (var i = 0; i < 4; i++) {
            us.failed(us.next(), "No role.");
            us.conversations.retry(Talking.TOPIC, "a");
        }
        us.failed(us.next(), "No role.");

        pass(Duration.ofSeconds(50));
        assertThat(us.takeNext()).isEmpty();
        pass(Duration.ofMinutes(10));
        assertThat(us.takeNext()).isPresent();
    }

    @ParameterizedTest
    @EnumSource
    void whatOnlyDidNotWorkRestsAndNeedsNobody(Database database) throws Exception {
        us = new Talking(database.make(folder));
        fail("");

        assertThat(us.takeNext()).as("it rests").isEmpty();
        assertThat(us.recall("a").getVariable("turn")).isEqualTo("later");
        assertThat(us.conversations.notices(Talking.TOPIC).toBeTold()).isEmpty();
        assertThat(measured().troubles()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void allThatNeedAPersonAreCountedAndTheOldestNamed(Database database) throws Exception {
        inTrouble(database);
        minutesAgo(5);
        us.down();
        us.push("b", "case", Map.of("title", "t"));
        us.push("fine", "case", Map.of("title", "t"));
        us.up();
        us.failed(us.next(), "Deleted.");
        notice();

        var backlog = measured();
        assertThat(backlog.troubles()).isEqualTo(2);
        assertThat(backlog.conversations()).isEqualTo(3);
        assertThat(backlog.trouble()).isEqualTo("No role.");
        assertThat(backlog.since().orElseThrow()).isBefore(Instant.now().minus(Duration.ofMinutes(4)));
        retryAndTell();
        assertThat(measured().trouble()).as("its end is still to be told").isEqualTo("Deleted.");
    }

    @ParameterizedTest
    @EnumSource
    void itIsCountedAtOnce(Database database) throws Exception {
        inTrouble(database);

        us.drain.look();

        assertThat(us.conversations.list(Talking.TOPIC).backlog().troubles()).isEqualTo(1);
    }

    private void inTrouble(Database database) throws Exception {
        us = new Talking(database.make(folder));
        fail("No role.");
    }

    /** A state of "a" that waited cannot be told. */
    private void fail(String trouble) throws Exception {
        us.down();
        us.push("a", "case", Map.of("title", "t"));
        us.up();
        var next = us.next();
        if (trouble.isEmpty()) {
            us.drain.again(next.next().taken().conversation().failed());
            next.next().turn().close();
        } else {
            us.failed(next, trouble);
        }
    }

    private void retryAndTell() throws IOException {
        us.conversations.retry(Talking.TOPIC, "a");
        us.told(us.next(), "{}");
    }

    private void notice() {
        us.conversations.notices(Talking.TOPIC).toBeTold().forEach(one -> us.conversations.notices(Talking.TOPIC).told(one));
    }

    private void minutesAgo(int minutes) {
        us.sql("UPDATE conversations SET trouble_since = trouble_since - " + Duration.ofMinutes(minutes).toMillis());
    }

    private void pass(Duration time) {
        us.sql("UPDATE conversations SET next_at = next_at - " + time.toMillis());
    }

    private Backlog measured() {
        return us.store.jdbi().withHandle(handle -> Backlog.count(handle, Talking.TOPIC));
    }
}
