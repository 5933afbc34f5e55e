package org.sentinelbridge.component.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sentinelbridge.base.store.Database;

/** What is old is forgotten, and nothing that anybody still waits for. */
class CleanUpTest {

    @TempDir
    private Path folder;

    private Talking us;

    @AfterEach
    void stop() throws IOException {
        us.close();
    }

    @ParameterizedTest
    @EnumSource
    void aConversationIsKnownFor400Days(Database database) throws Exception {
        var url = database.make(folder);
        us = new Talking(url);
        us.told(us.push("old", "case", Map.of("title", "1")), "{\"n\":1}");
        us.told(us.push("known", "case", Map.of("title", "1")), "{\"n\":1}");
        daysAgo("old", 401);
        daysAgo("known", 399);

        us.drain.clean();
        us.close();
        us = new Talking(url);

        assertThat(us.recall("old").getVariable("known").toString()).isEqualTo("{}");
        assertThat(us.recall("known").getVariable("known").toString()).isEqualTo("{\"n\":1}");
    }

    @ParameterizedTest
    @EnumSource
    void oneThatOnlyHadPartsIsKnownForAsLong(Database database) throws Exception {
        var url = database.make(folder);
        us = new Talking(url);
        us.told(us.push("a", "p-1", Map.of("text", "one")), "{\"n\":1}");

        us.drain.clean();
        us.close();
        us = new Talking(url);

        assertThat(us.recall("a").getVariable("known").toString()).isEqualTo("{\"n\":1}");
    }

    @ParameterizedTest
    @EnumSource
    void whatWaitsIsNeverForgotten(Database database) throws Exception {
        us = new Talking(database.make(folder));
        us.down();
        us.push("a", "case", Map.of("title", "1"));
        us.push("b", "p-1", Map.of("text", "one"));
        daysAgo("a", 401);

        us.drain.clean();
        us.up();

        for (var name : List.of("a", "b")) {
            var next = us.next();
            assertThat(next.name()).isEqualTo(name);
            us.told(next, "{}");
        }
    }

    @ParameterizedTest
    @EnumSource
    void otherTopicsAreLeftAlone(Database database) throws Exception {
        us = new Talking(database.make(folder));
        us.told(us.push("a", "case", Map.of("title", "1")), "{\"n\":1}");
        daysAgo("a", 401);
        us.sql("UPDATE conversations SET topic = 'others'");

        us.drain.clean();

        us.sql("UPDATE conversations SET topic = '" + Talking.TOPIC + "'");
        us.conversations.retry(Talking.TOPIC, "a"); // which reads it again
        assertThat(us.recall("a").getVariable("known").toString()).isEqualTo("{\"n\":1}");
    }

    @ParameterizedTest
    @EnumSource
    void writesOfTheLastTenMinutesAreStillCounted(Database database) throws Exception {
        us = new Talking(database.make(folder));
        us.full(Waiting.STATES);
        assertThat(turn("a")).isEqualTo("later");

        us.drain.clean();

        assertThat(turn("b")).isEqualTo("later");
        us.sql("UPDATE budgets SET span = 3600000, paused_until = paused_until - 3600000");
        us.sql("UPDATE budget_slices SET slice = slice - 660000");
        us.talk.budgets().refresh();
        assertThat(turn("c")).as("still in the table").isEqualTo("later");
        us.drain.clean();
        assertThat(turn("d")).as("longer ago, and gone").isEqualTo("now");
    }

    private String turn(String name) throws InterruptedException {
        Exchange push = us.push(name, "case", Map.of("title", "1"));
        return Talking.turn(push);
    }

    private void daysAgo(String name, int days) {
        us.sql("UPDATE conversations SET touched_at = touched_at - " + Duration.ofDays(days).toMillis() + " WHERE name = '" + name + "'");
    }
}
