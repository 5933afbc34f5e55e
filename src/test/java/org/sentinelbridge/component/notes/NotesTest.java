package org.sentinelbridge.component.notes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sentinelbridge.base.retry.Deadline;
import org.sentinelbridge.base.store.Database;
import org.sentinelbridge.base.store.StoppablePostgres;

/** What is remembered, in either database. */
class NotesTest {

    @TempDir
    private Path folder;

    private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());

    @ParameterizedTest
    @EnumSource
    void whatWasKeptIsFoundByAllAndAfterARestart(Database database) {
        var url = database.make(folder);
        try (var store = Database.open(url); var other = Database.open(url)) {
            var notes = new Notes(store);
            assertThat(notes.find(exchange, "case", "a").isEmpty()).isTrue();

            notes.keep(exchange, "case", "a", said("first"));
            notes.keep(exchange, "case", "a", said("second"));
            notes.keep(exchange, "case", "b", said("another"));
            notes.keep(exchange, "thing", "a", said("of another topic"));

            assertThat(new Notes(other).find(exchange, "case", "a")).isEqualTo(said("second"));
        }
        try (var store = Database.open(url)) {
            assertThat(new Notes(store).find(exchange, "case", "b")).isEqualTo(said("another"));
            assertThat(new Notes(store).find(exchange, "thing", "a")).isEqualTo(said("of another topic"));
        }
    }

    /** Titles are written by attackers. */
    @ParameterizedTest
    @EnumSource
    void textsOfAnyKindAreKeptAsTheyAre(Database database) {
        try (var store = Database.open(database.make(folder))) {
            var notes = new Notes(store);
            var odd = said("'; DROP TABLE notes; -- \u0000 \ud83d \ud83d\ude00 ü \\u0041");

            notes.keep(exchange, "case", "a", odd);

            assertThat(notes.find(exchange, "case", "a")).isEqualTo(odd);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStoreThatIsOutOfOrderIsSaidSo(Database database) {
        try (var store = Database.open(database.make(folder))) {
            store.jdbi().useHandle(handle -> handle.execute("DROP TABLE notes"));
            var notes = new Notes(store);

            assertThatThrownBy(() -> notes.find(exchange, "case", "a")).isInstanceOf(NotesUnavailable.class)
                    .hasMessageStartingWith("The store cannot be read: ").hasMessageContaining("notes").hasMessageNotContaining("SELECT");
            assertThatThrownBy(() -> notes.keep(exchange, "case", "a", said("secret"))).isInstanceOf(NotesUnavailable.class)
                    .hasMessageStartingWith("The store cannot be written: ").hasMessageNotContaining("secret");
        }
    }

    @Test
    void aStoreThatSaysNothingIsNotAwaitedLongerThanTheCallerWaits() {
        try (var postgres = StoppablePostgres.start(folder.resolve("postgres")); var store = Database.open(postgres.url())) {
            var notes = new Notes(store);
            notes.keep(exchange, "case", "a", said("before"));
            postgres.stop();
            for (var i = 0; i < 20; i++) { // more than there are connections
                Deadline.set(exchange, Duration.ofMillis(300));
                assertThatThrownBy(() -> notes.find(exchange, "case", "a")).isInstanceOf(NotesUnavailable.class)
                        .hasMessage("The store cannot be read: The store has not answered in time");
                Deadline.set(exchange, Duration.ofMillis(300));
                assertThatThrownBy(() -> notes.keep(exchange, "case", "late", said("late"))).isInstanceOf(NotesUnavailable.class)
                        .hasMessage("The store cannot be written: The store has not answered in time");
            }
            postgres.goOn();

            Deadline.set(exchange, Duration.ofSeconds(55));
            assertThat(notes.find(exchange, "case", "a")).isEqualTo(said("before"));
        }
    }

    private static ObjectNode said(String text) {
        return JsonNodeFactory.instance.objectNode().put("said", text);
    }
}
