package org.sentinelbridge.component.parked;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sentinelbridge.base.runs.Outcome;
import org.sentinelbridge.base.store.Database;
import org.sentinelbridge.base.store.Store;

/** Of a case and a cause one message is parked, however often it is pushed; all else is parked as often as it comes. */
class OneOfEachTest {

    @TempDir
    private Path folder;

    private final DefaultCamelContext camel = new DefaultCamelContext();

    @AfterEach
    void stop() throws IOException {
        camel.close();
    }

    @ParameterizedTest
    @EnumSource
    void theNewestTakesThePlaceOfTheOneBefore(Database database) {
        try (var store = Database.open(database.make(folder))) {
            var first = park(store, push("incident", "case", "RoleMissing", 1_000, "old"));
            var before = only(store);
            var again = push("incident", "case", "RoleMissing", 2_000, "new");
            again.setVariable("refusal", "the role is missing still");
            again.setVariable("attempts", 3);

            assertThat(park(store, again)).as("the caller is told the same id").isEqualTo(first);

            var after = only(store);
            assertThat(after.id()).isEqualTo(first);
            assertThat(after.body()).isEqualTo(Received.of("new"));
            assertThat(after.runId()).isEqualTo(again.getExchangeId()).isNotEqualTo(before.runId());
            assertThat(after.cause()).isEqualTo("the role is missing still");
            assertThat(after.attempts()).isEqualTo(before.attempts() + 3);
            assertThat(after.receivedAt().toEpochMilli()).isEqualTo(2_000);
            assertThat(after.failureKind()).isEqualTo("RoleMissing");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSlowOldOneChangesNothingButTheAttempts(Database database) {
        try (var store = Database.open(database.make(folder))) {
            var first = park(store, push("incident", "case", "NotNow", 2_000, "new"));

            assertThat(park(store, push("incident", "case", "NotNow", 1_000, "old"))).isEqualTo(first);

            assertThat(only(store).body()).isEqualTo(Received.of("new"));
            assertThat(only(store).attempts()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatDiffersIsParkedBesideIt(Database database) {
        try (var store = Database.open(database.make(folder))) {
            park(store, push("incident", "case", "NotNow", 1_000, "a"));
            park(store, push("incident", "case", "RoleMissing", 1_000, "another cause"));
            park(store, push("incident", "comment-1", "NotNow", 1_000, "a comment"));
            park(store, push("incident", "comment-2", "NotNow", 1_000, "another comment"));
            park(store, push("other", "case", "NotNow", 1_000, "another incident"));
            var elsewhere = push("incident", "case", "NotNow", 1_000, "another flow");
            elsewhere.setVariable("flow", "another");
            park(store, elsewhere);

            assertThat(new ParkedMessages(store.jdbi()).all()).hasSize(6);
        }
    }

    @ParameterizedTest
    @EnumSource
    void withoutAnIncidentTheCaseCounts(Database database) {
        try (var store = Database.open(database.make(folder))) {
            var first = park(store, push("", "case", "NotNow", 1_000, "a"));
            var other = push("", "case", "NotNow", 1_000, "another case");
            other.setVariable("case_id", "case-2");

            assertThat(park(store, other)).isNotEqualTo(first);
            assertThat(park(store, push("", "case", "NotNow", 2_000, "b"))).isEqualTo(first);
            other.setVariable("case_id", "");
            assertThat(park(store, other)).as("of nothing").isNotEqualTo(park(store, other));
        }
    }

    @ParameterizedTest
    @EnumSource
    void withoutAPartEveryMessageStays(Database database) {
        try (var store = Database.open(database.make(folder))) {
            for (var i = 0; i < 3; i++) {
                park(store, push("incident", "", "NotNow", 1_000, "the same"));
            }
            assertThat(new ParkedMessages(store.jdbi()).all()).hasSize(3).extracting(ParkedMessage::attempts).containsOnly(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void manyAtOnceInTwoProcesses(Database database) {
        var url = database.make(folder);
        try (var here = Database.open(url); var there = Database.open(url)) {
            var ids = IntStream.range(0, 40)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> park(i % 2 == 0 ? here : there, push("incident", "case", "NotNow", i, "body " + i))))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .distinct()
                    .toList();

            assertThat(ids).as("all callers are told the same id").hasSize(1);
            assertThat(only(here).attempts()).isEqualTo(40);
            assertThat(only(here).body()).isEqualTo(Received.of("body 39"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsBeingReplayedIsLeftAloneAndUnitedAfterwards(Database database) {
        try (var store = Database.open(database.make(folder))) {
            var claims = new Claims(store, Duration.ofMinutes(1));
            var first = park(store, push("incident", "case", "NotNow", 1_000, "old"));
            var claim = claims.claim(first).orElseThrow();

            var newer = push("incident", "case", "NotNow", 2_000, "new");
            var second = park(store, newer);
            assertThat(second).isNotEqualTo(first);
            var why = new Replayed(first, Outcome.PARKED, "once more", "run-2", Replayed.Reason.NONE);
            claims.failed(claim, claim.message().again("run-2", "step", "once more", "NotNow"), FailedReplays.of("[]").with(claim.message().parkedAt(), why));

            assertThat(only(store).id()).isEqualTo(second);
            assertThat(claims.supersededBy(first)).contains(newer.getExchangeId());
            assertThat(claims.superseded()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatADeadProcessHadIsReplacedAndItsEndRemovesNothing(Database database) {
        try (var store = Database.open(database.make(folder))) {
            var first = park(store, push("incident", "case", "NotNow", 1_000, "old"));
            var dead = new Claims(store, Duration.ZERO).claim(first).orElseThrow();

            assertThat(park(store, push("incident", "case", "NotNow", 2_000, "new"))).isEqualTo(first);
            new Claims(store, Duration.ZERO).remove(dead);

            assertThat(only(store).body()).isEqualTo(Received.of("new"));
        }
    }

    @Test
    void aPushOfACaseWaitsForNoneAndACommentForTheCase() {
        try (var store = Database.open(Database.SQLITE.make(folder))) {
            var comment = park(store, push("incident", "comment-1", "NotFound", 1_000, "first comment"));
            var role = park(store, push("incident", "case", "RoleMissing", 2_000, "case"));
            var later = park(store, push("incident", "case", "NotNow", 3_000, "case again"));
            var second = park(store, push("incident", "comment-2", "NotFound", 4_000, "second comment"));
            store.jdbi().useHandle(handle -> handle.execute("UPDATE parked SET parked_at = received_at"));

            var messages = new ParkedMessages(store.jdbi());
            assertThat(older(messages, later)).isEmpty();
            assertThat(older(messages, second)).containsExactly(comment, role, later);
        }
    }

    private static List<String> older(ParkedMessages messages, String id) {
        return messages.older(messages.line(id).orElseThrow().message());
    }

    private static ParkedMessage only(Store store) {
        var all = new ParkedMessages(store.jdbi()).all();
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private static String park(Store store, Exchange exchange) {
        new Parking(store).process(exchange);
        return exchange.getVariable("parked", String.class);
    }

    private Exchange push(String incident, String part, String kind, long receivedAt, String body) {
        var exchange = new DefaultExchange(camel);
        exchange.setVariable("flow", "case-webhook");
        exchange.setVariable("case_id", "case-1");
        exchange.setVariable("incident_id", incident);
        exchange.setVariable("part", part);
        exchange.setVariable("failure_kind", kind);
        exchange.setVariable("received_at", receivedAt);
        exchange.setVariable("attempts", 1);
        exchange.setVariable("request", body.getBytes(StandardCharsets.UTF_8));
        return exchange;
    }
}
