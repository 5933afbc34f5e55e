package org.sentinelbridge.component.parked;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sentinelbridge.base.runs.Outcome;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.base.store.Store;

/** Of all who want a parked message only one gets it, and lists hold what was asked for, in both databases. */
class ClaimsTest {

    private static EmbeddedPostgres postgres;

    @TempDir
    Path folder;

    @AfterAll
    static void stop() throws IOException {
        if (postgres != null) {
            postgres.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    void oneOfManyGetsIt(String database) throws IOException {
        try (var here = open(database); var there = open(database)) {
            park(here, message("a", "incident", 1));
            var claims = List.of(new Claims(here, Duration.ofMinutes(1)), new Claims(there, Duration.ofMinutes(1)));

            var got = IntStream.range(0, 10)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> claims.get(i % 2).claim("a")))
                    .toList()
                    .stream()
                    .flatMap(future -> future.join().stream())
                    .toList();

            assertThat(got).hasSize(1);
            claims.get(1).release(got.get(0));
            assertThat(claims.get(0).claim("a")).as("given back").isPresent();
            assertThat(claims.get(0).claim("none")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    void whatADeadProcessHadIsFreeAgainAndItsEndChangesNothing(String database) throws IOException {
        try (var store = open(database)) {
            park(store, message("b", "incident", 1));
            var dead = new Claims(store, Duration.ZERO).claim("b").orElseThrow();
            var claims = new Claims(store, Duration.ofMinutes(1));
            var alive = claims.claim("b").orElseThrow();

            claims.remove(dead);
            assertThat(new ParkedMessages(store.jdbi()).line("b")).as("the dead one removes nothing").isPresent();

            var replayed = new Replayed("b", Outcome.PARKED, "why again", "run-2", Replayed.Reason.NONE);
            claims.failed(alive, alive.message().again("run-2", "step-2", "why again", "Why"), FailedReplays.of("[]").with(Instant.EPOCH, replayed));
            var after = new ParkedMessages(store.jdbi()).line("b").orElseThrow().message();
            assertThat(after.cause()).isEqualTo("why again");
            assertThat(after.attempts()).isEqualTo(2);
            assertThat(after.runId()).isEqualTo("run-2");
            assertThat(after.replays()).isEqualTo("[{\"at\":\"1970-01-01T00:00:00Z\",\"outcome\":\"parked\",\"message\":\"why again\"}]");

            var again = claims.claim("b").orElseThrow();
            claims.remove(again);
            assertThat(new ParkedMessages(store.jdbi()).line("b")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    void listsAndOrderAreTheSame(String database) throws IOException {
        try (var store = open(database)) {
            store.jdbi().useHandle(handle -> handle.execute("DELETE FROM parked"));
            var messages = new ParkedMessages(store.jdbi());
            for (var i = 0; i < 1_005; i++) {
                park(store, message("%04d".formatted(i), i % 2 == 0 ? "even" : "odd", 1_000 + i / 3));
            }
            var page = messages.find(new ParkedFilter("case-webhook", "", "", "even", "AGAIN 100%"), 3, "");
            assertThat(page.lines()).extracting(line -> line.message().id()).containsExactly("1004", "1002", "1000");
            assertThat(page.lines()).extracting(ParkedLine::bytes).containsOnly(6L);
            assertThat(page.total()).isEqualTo(503);
            assertThat(messages.find(new ParkedFilter("", "", "", "even", ""), 1_000, page.next()).lines()).hasSize(500);
            assertThat(messages.older(messages.line("0005").orElseThrow().message())).containsExactly("0001", "0003");
            assertThat(messages.older(message("x", "", 9_999))).isEmpty();

            var seen = new ArrayList<String>();
            new Selection(ParkedFilter.ALL, Optional.empty()).each(messages, place -> seen.add(place.id()));
            assertThat(seen).hasSize(1_005).isSorted().doesNotHaveDuplicates();
            var some = new ArrayList<String>();
            new Selection(ParkedFilter.ALL, Optional.of(List.of("1004", "0002"))).each(messages, place -> !some.add(place.id()) || some.size() < 5);
            assertThat(some).containsExactly("0002", "1004");
        }
    }

    @Test
    void theLastTenReplaysAreKept() {
        var replays = FailedReplays.of("[]");
        for (var i = 0; i < 12; i++) {
            replays = replays.with(Instant.ofEpochSecond(i), Replayed.left("id", "number " + i));
        }
        assertThat(replays.json()).contains("number 11").contains("number 2\"").doesNotContain("number 1\"");
    }

    private static ParkedMessage message(String id, String incident, long at) {
        return new ParkedMessage(id, "run-1", "case-webhook", "step", "update-incident", "", incident, "once again 100%", 1,
                Instant.ofEpochMilli(at), Received.of("5bytü"), "text", "", "[]");
    }

    private static void park(Store store, ParkedMessage message) {
        store.jdbi().useHandle(handle -> ParkedMessages.add(handle, message));
    }

    private Store open(String database) throws IOException {
        var settings = new HashMap<>(Map.of("store.url", "jdbc:sqlite:" + folder.resolve("bridge.db")));
        if (database.equals("postgresql")) {
            if (postgres == null) {
                postgres = EmbeddedPostgres.start();
            }
            settings.put("store.url", postgres.getJdbcUrl("postgres", "postgres"));
        }
        return Store.open(new Settings(name -> Optional.ofNullable(settings.get(name))));
    }
}
