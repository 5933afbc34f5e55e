package org.sentinelbridge.component.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sentinelbridge.base.store.Database;

/** Two processes on one database speak for a conversation in turn, and one takes over what another leaves when it dies. */
class ReplicasTest {

    @TempDir
    private Path folder;

    private Talking one;
    private Talking other;

    @BeforeEach
    void start() {
        var url = Database.POSTGRESQL.make(folder);
        one = new Talking(url);
        other = new Talking(url);
    }

    @AfterEach
    void stop() throws IOException {
        one.close();
        other.close();
    }

    @Test
    void whileOneSpeaksTheOtherKeepsWhatComes() throws Exception {
        var first = one.push("a", "case", Map.of("title", "1"));

        assertThat(Talking.turn(other.push("a", "case", Map.of("title", "2")))).isEqualTo("later");
        assertThat(other.isAnythingNext()).isFalse();
        assertThat(Talking.turn(other.push("b", "case", Map.of("title", "1")))).as("of another").isEqualTo("now");
        one.told(first, "{\"n\":1}");

        var next = other.next();
        assertThat(next.exchange().getVariable("known").toString()).isEqualTo("{\"n\":1}");
        assertThat(one.isAnythingNext()).as("the other speaks").isFalse();
        other.told(next, "{\"n\":2}");
        assertThat(one.recall("a").getVariable("known").toString()).isEqualTo("{\"n\":2}");
    }

    @Test
    void whatADeadProcessSpokeForIsTakenOver() throws Exception {
        var first = one.push("a", "case", Map.of("title", "1"));
        other.push("a", "case", Map.of("title", "2"));
        assertThat(other.isAnythingNext()).isFalse();

        other.sql("UPDATE conversations SET held_until = 1");

        var next = other.next();
        assertThat(next.message().path("title").asText()).isEqualTo("2");
        other.told(next, "{\"n\":2}");
        one.told(first, "{\"n\":\"too late\"}");
        assertThat(one.recall("a").getVariable("known").toString()).isEqualTo("{\"n\":2}");
        assertThat(one.waiting()).isEmpty();
    }

    @Test
    void whatOneHasToldTheOtherKnows() throws Exception {
        for (var n = 1; n < 4; n++) {
            var process = n % 2 == 0 ? other : one;
            var push = process.push("a", "case", Map.of("title", "t"));
            assertThat(push.getVariable("known").toString()).isEqualTo(n == 1 ? "{}" : "{\"n\":" + (n - 1) + "}");
            process.told(push, "{\"n\":" + n + "}");
        }
    }

    @Test
    void aPauseOfOneIsThatOfTheOther() throws Exception {
        one.later(one.push("a", "case", Map.of("title", "1")), new BudgetsTest.Throttled(60));
        one.sql("SELECT 1"); // what was submitted before is written by now

        other.drain.look();

        assertThat(other.talk.budgets().pause()).isPositive();
        assertThat(Talking.turn(other.push("b", "case", Map.of("title", "1")))).isEqualTo("later");
        assertThat(other.conversations.list(Talking.TOPIC).pausedBy()).isEqualTo("too many");
    }
}
