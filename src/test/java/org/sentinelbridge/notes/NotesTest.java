package org.sentinelbridge.notes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sentinelbridge.store.Database;

/** What is remembered, in either database. */
class NotesTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void whatWasKeptIsFoundByAllAndAfterARestart(Database database) {
        var url = database.make(folder);
        try (var store = Database.open(url); var other = Database.open(url)) {
            var notes = new Notes(store);
            assertThat(notes.find("case", "a").isEmpty()).isTrue();

            notes.keep("case", "a", said("first"));
            notes.keep("case", "a", said("second"));
            notes.keep("case", "b", said("another"));
            notes.keep("thing", "a", said("of another topic"));

            assertThat(new Notes(other).find("case", "a")).isEqualTo(said("second"));
        }
        try (var store = Database.open(url)) {
            assertThat(new Notes(store).find("case", "b")).isEqualTo(said("another"));
            assertThat(new Notes(store).find("thing", "a")).isEqualTo(said("of another topic"));
        }
    }

    /** Titles are written by attackers. */
    @ParameterizedTest
    @EnumSource
    void textsOfAnyKindAreKeptAsTheyAre(Database database) {
        try (var store = Database.open(database.make(folder))) {
            var notes = new Notes(store);
            var odd = said("'; DROP TABLE notes; -- \u0000 \ud83d \ud83d\ude00 ü \\u0041");

            notes.keep("case", "a", odd);

            assertThat(notes.find("case", "a")).isEqualTo(odd);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStoreThatIsOutOfOrderIsSaidSo(Database database) {
        try (var store = Database.open(database.make(folder))) {
            store.jdbi().useHandle(handle -> handle.execute("DROP TABLE notes"));
            var notes = new Notes(store);

            assertThatThrownBy(() -> notes.find("case", "a")).isInstanceOf(NotesUnavailable.class)
                    .hasMessageStartingWith("The store cannot be read: ").hasMessageContaining("notes").hasMessageNotContaining("SELECT");
            assertThatThrownBy(() -> notes.keep("case", "a", said("secret"))).isInstanceOf(NotesUnavailable.class)
                    .hasMessageStartingWith("The store cannot be written: ").hasMessageNotContaining("secret");
        }
    }

    private static ObjectNode said(String text) {
        return JsonNodeFactory.instance.objectNode().put("said", text);
    }
}
