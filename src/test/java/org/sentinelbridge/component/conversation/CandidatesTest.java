package org.sentinelbridge.component.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sentinelbridge.base.store.Database;

/** Which of all that waits is told next. */
class CandidatesTest {

    @TempDir
    private Path folder;

    private Talking us;

    @AfterEach
    void stop() throws IOException {
        us.close();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsEquallyUrgentGoesInTheOrderInWhichItCame(Database database) throws Exception {
        us = new Talking(database.make(folder));
        us.down();
        push("c", 1);
        push("b", 0);
        push("a", 1);
        push("d", 0);
        us.up();

        assertThat(told()).containsExactly("b case", "d case", "c case", "a case");
    }

    @ParameterizedTest
    @EnumSource
    void aStateStaysAsUrgentAsTheMostUrgentThatWentIntoIt(Database database) throws Exception {
        us = new Talking(database.make(folder));
        us.down();
        push("usual", 1);
        push("urgent", 0);
        push("urgent", 1);
        push("became", 1);
        push("became", 0);
        us.up();

        assertThat(told()).containsExactly("urgent case", "became case", "usual case");
    }

    @ParameterizedTest
    @EnumSource
    void whatHasWaitedForFifteenMinutesIsAsUrgentAsAnything(Database database) throws Exception {
        us = new Talking(database.make(folder));
        us.down();
        push("urgent", 0);
        push("fifteen", 1);
        push("fourteen", 1);
        us.up();
        age("fifteen", Duration.ofMinutes(15).plusSeconds(1));
        age("fourteen", Duration.ofMinutes(14));

        assertThat(told()).containsExactly("fifteen case", "urgent case", "fourteen case");
    }

    @ParameterizedTest
    @EnumSource
    void manyThatAreSpokenForKeepNoOtherBack(Database database) throws Exception {
        us = new Talking(database.make(folder));
        for (var i = 0; i < 20; i++) {
            push("spoken-for-" + i, 0);
            us.push("spoken-for-" + i, "case", Map.of("title", "waits"));
        }
        us.down();
        push("z", 1);
        us.up();

        assertThat(us.next().name()).isEqualTo("z");
    }

    @ParameterizedTest
    @EnumSource
    void whileNoMoreStatesAreTakenPartsAreToldUnlessTheirStateWaits(Database database) throws Exception {
        us = new Talking(database.make(folder));
        us.down();
        us.push("new", "p-1", Map.of("text", "before the state came"));
        us.push("new", "case", Map.of("title", "1"));
        us.push("new", "p-2", Map.of("text", "after it"));
        us.push("old", "p-1", Map.of("text", "of what was told long ago"));
        us.up();
        us.full(Waiting.STATES);

        assertThat(told()).containsExactly("old p-1");

        windowEnds();
        assertThat(told()).containsExactly("new case", "new p-1", "new p-2");
    }

    @ParameterizedTest
    @EnumSource
    void whileNoMorePartsAreTakenStatesAreTold(Database database) throws Exception {
        us = new Talking(database.make(folder));
        us.down();
        us.push("a", "case", Map.of("title", "1"));
        us.push("a", "p-1", Map.of("text", "one"));
        us.push("b", "p-1", Map.of("text", "one"));
        us.push("c", "case", Map.of("title", "1"));
        us.up();
        us.full(Waiting.PARTS);

        assertThat(told()).containsExactly("a case", "c case");

        windowEnds();
        assertThat(told()).containsExactly("a p-1", "b p-1");
    }

    @ParameterizedTest
    @EnumSource
    void manyPartsOfOneThatIsSpokenOfDoNotKeepOthersBack(Database database) throws Exception {
        us = new Talking(database.make(folder));
        var speaking = us.push("many", "case", Map.of("title", "1"));
        us.down();
        for (var i = 0; i < 12; i++) {
            us.push("many", "p-" + i, Map.of("text", "" + i));
        }
        us.push("other", "p-1", Map.of("text", "one"));
        us.up();

        assertThat(told()).containsExactly("other p-1");
        us.told(speaking, "{}");
        assertThat(told()).hasSize(12).startsWith("many p-0", "many p-1").endsWith("many p-11");
    }

    @ParameterizedTest
    @EnumSource
    void whatHasFailedRestsWhileOthersAreTold(Database database) throws Exception {
        us = new Talking(database.make(folder));
        us.down();
        push("failing", 0);
        push("other", 1);
        us.up();
        us.failed(us.next(), "No role.");

        assertThat(told()).containsExactly("other case");
        us.conversations.retry(Talking.TOPIC, "failing");
        assertThat(told()).containsExactly("failing case");
    }

    @ParameterizedTest
    @EnumSource
    void whatRestsIsTriedSoonWhenSomethingNewerOfItComes(Database database) throws Exception {
        us = new Talking(database.make(folder));
        us.down();
        push("a", 1);
        us.up();
        var next = us.next();
        us.drain.again(next.next().taken().conversation().failed());
        next.next().turn().close();
        assertThat(us.takeNext()).isEmpty();

        us.push("a", "p-1", Map.of("text", "one"));

        assertThat(told()).containsExactly("a case", "a p-1");
    }

    @ParameterizedTest
    @EnumSource
    void whatHasBeenToldMeanwhileIsNotTaken(Database database) throws Exception {
        us = new Talking(database.make(folder));
        us.told(us.push("a", "case", Map.of("title", "1")), "{}");

        for (var name : List.of("a", "unknown")) {
            var taken = us.store.writes().run(handle -> us.talk.take(handle, name, Duration.ofSeconds(30)));
            assertThat(taken).isEmpty();
        }
        assertThat(Talking.turn(us.push("a", "case", Map.of("title", "2")))).as("nobody speaks").isEqualTo("now");
    }

    private void push(String name, int urgency) throws InterruptedException {
        var exchange = us.exchange(name, "case", Map.of("title", "at " + System.nanoTime()));
        exchange.setVariable("urgency", urgency);
        us.push(exchange);
    }

    private void age(String name, Duration by) {
        us.sql("UPDATE waiting SET first_at = first_at - " + by.toMillis() + " WHERE name = '" + name + "'");
    }

    private void windowEnds() {
        us.sql("UPDATE budget_slices SET slice = slice - 300000");
    }

    /** What is told when the other side takes all, in this order. */
    private List<String> told() throws IOException {
        var told = new ArrayList<String>();
        for (var next = us.takeNext(); next.isPresent(); next = us.takeNext()) {
            assertThat(told).as("nothing is told twice").hasSizeLessThan(20);
            told.add(next.get().name() + " " + next.get().part());
            us.told(next.get(), "{}");
        }
        return told;
    }
}
