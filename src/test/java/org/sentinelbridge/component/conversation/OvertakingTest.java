package org.sentinelbridge.component.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sentinelbridge.base.runs.Passage;
import org.sentinelbridge.base.store.Database;
import org.sentinelbridge.component.parked.SupersededException;

/** Nothing overtakes what came before it, in the store or in memory, whatever clocks say. */
class OvertakingTest {

    @TempDir
    private Path folder;

    private Talking us;

    @AfterEach
    void stop() throws IOException {
        us.close();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsToBeToldLaterIsNotOvertaken(Database database) throws Exception {
        us = new Talking(database.make(folder));
        us.told(us.push("a", "case", Map.of("title", "1")), "{}");
        us.later(us.push("a", "case", Map.of("title", "2")), new IllegalStateException("a fault of the mapping"));

        assertThat(Talking.turn(us.push("a", "p-1", Map.of("text", "one")))).isEqualTo("later");

        var next = us.next();
        assertThat(next.message().path("title").asText()).isEqualTo("2");
        us.told(next, "{}");
        assertThat(us.next().part()).isEqualTo("p-1");
    }

    @ParameterizedTest
    @EnumSource
    void partsGoOnAsSoonAsTheStateThatRestedIsTold(Database database) throws Exception {
        us = new Talking(database.make(folder));
        us.down();
        us.push("a", "case", Map.of("title", "1"));
        us.push("a", "p-1", Map.of("text", "one"));
        us.up();
        us.failed(us.next(), "No role.");
        assertThat(us.takeNext()).as("it rests").isEmpty();

        us.told(us.push("a", "case", Map.of("title", "2")), "{}");

        assertThat(us.next().part()).isEqualTo("p-1");
    }

    @ParameterizedTest
    @EnumSource
    void ofTwoOfOneMillisecondTheLaterIsTheNewest(Database database) throws Exception {
        us = new Talking(database.make(folder));
        var older = us.push("a", "case", Map.of("title", "1"));
        var newer = us.push("a", "case", Map.of("title", "2"));
        us.sql("UPDATE conversations SET state_at = " + older.getClock().getCreated());
        us.told(older, "{}");

        assertThatThrownBy(() -> us.push(replayed(older.getClock().getCreated() - 1))).isInstanceOf(SupersededException.class)
                .hasMessageContaining(Passage.runId(newer));
    }

    @ParameterizedTest
    @EnumSource
    void aStateThatCameByAFasterClockStaysTheMomentOfTheNewest(Database database) throws Exception {
        us = new Talking(database.make(folder));
        us.told(us.push("a", "case", Map.of("title", "1")), "{}");
        us.sql("UPDATE conversations SET state_at = state_at + 60000");
        us.conversations.retry(Talking.TOPIC, "a");
        us.told(us.push("a", "case", Map.of("title", "2")), "{}");

        assertThatThrownBy(() -> us.push(replayed(System.currentTimeMillis() + 30_000))).isInstanceOf(SupersededException.class);
    }

    @ParameterizedTest
    @EnumSource
    void whatSomebodyHasMendedInTheStoreIsReadWhenItIsRetried(Database database) throws Exception {
        us = new Talking(database.make(folder));
        us.told(us.push("a", "case", Map.of("title", "1")), "{\"n\":1}");
        us.sql("UPDATE conversations SET memory = '{\"n\":2}'");

        assertThat(us.conversations.retry(Talking.TOPIC, "a")).as("nothing waits").isFalse();

        assertThat(us.recall("a").getVariable("known").toString()).isEqualTo("{\"n\":2}");
        assertThat(us.push("a", "case", Map.of("title", "2")).getVariable("known").toString()).isEqualTo("{\"n\":2}");
    }

    private Exchange replayed(long receivedAt) {
        var replayed = us.exchange("a", "case", Map.of("title", "replayed"));
        replayed.setVariable("received_at", receivedAt);
        return replayed;
    }
}
