package org.sentinelbridge.component.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sentinelbridge.base.store.Database;
import org.sentinelbridge.component.parked.SupersededException;

/** Two processes on one database: whose word counts when both would speak, and what one learns from the other. */
class TakeoverTest {

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
    void ofTwoThatComeAtOnceExactlyOneIsToldNow() throws Exception {
        var threads = Executors.newFixedThreadPool(2);
        try {
            for (var i = 0; i < 20; i++) {
                var name = "c-" + i;
                var pushes = Stream.of(one, other)
                        .map(process -> (Callable<Exchange>) () -> process.push(name, "case", Map.of("title", "t")))
                        .toList();
                var turns = threads.invokeAll(pushes).stream().map(TakeoverTest::turn).sorted().toList();

                assertThat(turns).as(name).isEqualTo(List.of("later", "now"));
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(one.waiting()).hasSize(20);
    }

    @Test
    void howeverManyTheOtherSpeaksForWhatNobodySpeaksForIsNext() throws Exception {
        for (var i = 0; i < 10; i++) {
            one.push("of one " + i, "case", Map.of("title", "1"));
            other.push("of one " + i, "case", Map.of("title", "2"));
        }
        other.down();
        other.push("free", "case", Map.of("title", "1"));
        other.up();

        assertThat(other.next().name()).isEqualTo("free");
    }

    @Test
    void whoHasSpokenWithoutAnEndMaySpeakAgain() throws Exception {
        one.abandon(one.push("a", "case", Map.of("title", "1")));

        assertThat(Talking.turn(other.push("b", "case", Map.of("title", "1")))).isEqualTo("now");
        assertThat(Talking.turn(one.push("a", "case", Map.of("title", "2")))).isEqualTo("now");
    }

    @Test
    void aPushTakesOverFromTheDeadToo() throws Exception {
        one.push("a", "case", Map.of("title", "1"));
        leaseEnds();

        assertThat(Talking.turn(other.push("a", "case", Map.of("title", "2")))).isEqualTo("now");
        assertThat(Talking.turn(one.push("a", "case", Map.of("title", "3")))).as("it has spoken for too long").isEqualTo("later");
    }

    @Test
    void whoHasLostItsTurnKeepsWhatItCouldNotTellAndLetsTheOtherSpeak() throws Exception {
        var first = one.push("a", "case", Map.of("title", "1", "severity", "low"));
        leaseEnds();
        var second = other.push("a", "case", Map.of("title", "2"));

        one.later(first, new IllegalStateException("a fault of the mapping"));

        assertThat(one.takeNext()).as("the other speaks").isEmpty();
        other.told(second, "{\"n\":2}");
        var next = one.next();
        assertThat(next.message().path("severity").asText()).isEqualTo("low");
        assertThat(next.exchange().getVariable("known").toString()).isEqualTo("{\"n\":2}");
    }

    @Test
    void troubleOfWhoHasLostItsTurnIsNotThatOfTheOther() throws Exception {
        other.down();
        other.push("a", "case", Map.of("title", "1"));
        other.up();
        var late = one.next();
        leaseEnds();
        other.told(other.next(), "{\"n\":2}");

        one.failed(late, "No role.");

        assertThat(other.recall("a").getVariable("known").toString()).isEqualTo("{\"n\":2}");
        assertThat(other.conversations.notices(Talking.TOPIC).toBeTold()).isEmpty();
    }

    @Test
    void troubleOfOneIsKnownToTheOtherWhichMayTryItAgain() throws Exception {
        one.down();
        one.push("a", "case", Map.of("title", "1"));
        one.up();
        one.failed(one.next(), "No role.");

        assertThatThrownBy(() -> other.recall("a")).isInstanceOf(ConversationTrouble.class).hasMessageStartingWith("No role.");
        assertThat(other.conversations.retry(Talking.TOPIC, "a")).isTrue();
        other.told(other.next(), "{\"n\":1}");
        assertThat(one.recall("a").getVariable("known").toString()).isEqualTo("{\"n\":1}");
    }

    @Test
    void whatTheOtherHasToldSupersedesAReplay() throws Exception {
        other.told(other.push("a", "case", Map.of("title", "2")), "{}");
        var replayed = one.exchange("a", "case", Map.of("title", "1"));
        replayed.setVariable("received_at", System.currentTimeMillis() - 60_000);

        assertThatThrownBy(() -> one.push(replayed)).isInstanceOf(SupersededException.class);
        assertThat(one.waiting()).isEmpty();
    }

    @Test
    void whatOneHasLearnedTheOtherKeepsToAndWritesOfBothCount() throws Exception {
        one.takes80(Waiting.STATES);
        other.drain.look();
        assertThat(other.conversations.list(Talking.TOPIC).isThrottled()).isTrue();
        one.spend(Waiting.STATES, 40);
        one.store.writes().run(handle -> {
            one.talk.budgets().flush(handle);
            return handle;
        });
        other.spend(Waiting.STATES, 39);

        other.told(other.push("a", "case", Map.of("title", "1")), "{}");

        assertThat(Talking.turn(other.push("b", "case", Map.of("title", "1")))).as("80 of both").isEqualTo("later");
        assertThat(Talking.turn(other.push("b", "p-1", Map.of("text", "one")))).as("behind its state").isEqualTo("later");
        assertThat(Talking.turn(other.push("c", "p-1", Map.of("text", "one")))).as("parts are not counted").isEqualTo("now");
    }

    @Test
    void aPauseThatIsOverForOneIsOverForTheOther() throws Exception {
        one.later(one.push("a", "case", Map.of("title", "1")), new BudgetsTest.Throttled(60));
        one.up();
        other.drain.look();

        assertThat(other.talk.budgets().pause()).isEqualTo(Duration.ZERO);
        assertThat(other.next().name()).isEqualTo("a");
    }

    private void leaseEnds() {
        one.sql("UPDATE conversations SET held_until = 1");
    }

    private static String turn(Future<Exchange> push) {
        try {
            return Talking.turn(push.get());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
