package org.sentinelbridge.component.parked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sentinelbridge.base.runs.Journal;
import org.sentinelbridge.base.runs.Outcome;
import org.sentinelbridge.base.runs.Retention;
import org.sentinelbridge.base.runs.Run;
import org.sentinelbridge.base.runs.RunFilter;
import org.sentinelbridge.base.runs.RunMeters;
import org.sentinelbridge.base.runs.RunTable;
import org.sentinelbridge.base.store.Database;
import org.sentinelbridge.base.store.Store;
import org.sentinelbridge.component.parked.Replayed.Reason;

/** What has arrived settles what was parked of the same before, and nothing else; what is settled is not done any more. */
class SupersededPushesTest {

    private static final long MINUTE = 60_000;

    @TempDir
    private Path folder;

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final long now = System.currentTimeMillis();
    private final List<Optional<Long>> received = new ArrayList<>();
    private final AtomicLong kept = new AtomicLong();
    private Runnable writing = () -> {};
    private Store store;
    private Replays replays;
    private SupersededPushes pushes;

    @AfterEach
    void stop() throws IOException {
        camel.close();
        Optional.ofNullable(store).ifPresent(Store::close);
    }

    @ParameterizedTest
    @EnumSource
    void aPushSettlesOlderOnesOfItsCase(Database database) throws Exception {
        start(database.make(folder));
        park("create", "incident", "case", now - 2 * MINUTE);
        park("update", "incident", "case", now - MINUTE);
        park("comment", "incident", "comment-1", now - MINUTE);
        park("other", "another", "case", now - MINUTE);
        park("row", "incident", "", now - MINUTE);
        park("newer", "incident", "case", now + MINUTE);

        var run = push("incident", "case");

        assertThat(parked()).containsExactlyInAnyOrder("comment", "other", "row", "newer");
        assertThat(replays.replay("create", Optional.empty()))
                .isEqualTo(Replayed.superseded("create", run, ""))
                .returns("superseded by run " + run + "; nothing to do", Replayed::message);
        assertThat(pushes.settled()).isEqualTo(2);
        var meters = new SimpleMeterRegistry();
        new ParkedMeters(store.jdbi(), pushes::settled).bindTo(meters);
        assertThat(meters.get("bridge.superseded.messages").functionCounter().count()).isEqualTo(2);
        assertThat(meters.get("bridge.parked.messages").gauge().value()).isEqualTo(4);
    }

    @ParameterizedTest
    @EnumSource
    void aCommentSettlesOnlyItself(Database database) throws Exception {
        start(database.make(folder));
        park("case", "incident", "case", now - MINUTE);
        park("comment", "incident", "comment-1", now - MINUTE);
        park("another", "incident", "comment-2", now - MINUTE);

        push("incident", "comment-1");

        assertThat(parked()).containsExactlyInAnyOrder("case", "another");
    }

    @ParameterizedTest
    @EnumSource
    void withoutAnIncidentTheCaseCounts(Database database) throws Exception {
        start(database.make(folder));
        park("mine", "", "case", now - MINUTE);
        park("of an incident", "incident", "case", now - MINUTE);

        push("", "case");

        assertThat(parked()).containsExactly("of an incident");
    }

    @ParameterizedTest
    @EnumSource
    void aReplaySettlesWhatIsOlderThanItself(Database database) throws Exception {
        start(database.make(folder));
        park("oldest", "incident", "case", now - 3 * MINUTE);
        park("replayed", "incident", "case", now - 2 * MINUTE);
        park("newest", "incident", "case", now - MINUTE);

        assertThat(replays.replay("replayed", Optional.empty()).outcome()).isEqualTo(Outcome.DELIVERED);

        assertThat(parked()).as("the newest state is not lost").containsExactly("newest");
        assertThat(received).containsExactly(Optional.of(now - 2 * MINUTE));
        assertThat(replays.replay("oldest", Optional.empty()).reason()).isEqualTo(Reason.SUPERSEDED);
        assertThat(replays.replay("replayed", Optional.empty()).reason()).as("it was replayed").isEqualTo(Reason.GONE);
        push("incident", "case");
        assertThat(received).as("fresh").last().isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @EnumSource
    void anOldMessageIsNotReplayedOverSomethingNewer(Database database) throws Exception {
        start(database.make(folder));
        park("old", "incident", "case", now - MINUTE);
        writing = () -> {
            throw new SupersededException("RUN-NEWER");
        };

        var replayed = replays.replay("old", Optional.empty());

        assertThat(replayed.reason()).isEqualTo(Reason.SUPERSEDED);
        assertThat(replayed.outcome()).isEqualTo(Outcome.SUPERSEDED);
        assertThat(replayed.message()).isEqualTo("superseded by run RUN-NEWER; nothing to do");
        assertThat(replayed.runId()).isNotEmpty();
        assertThat(parked()).isEmpty();
        assertThat(replays.superseded()).isEqualTo(1);
        assertThat(replays.replay("old", Optional.empty())).isEqualTo(Replayed.superseded("old", "RUN-NEWER", ""));
    }

    @ParameterizedTest
    @EnumSource
    void whatIsSettledWhileItsReplayFailsIsNotParkedAgain(Database database) throws Exception {
        start(database.make(folder));
        park("old", "incident", "case", now - MINUTE);
        writing = () -> {
            writing = () -> {};
            push("incident", "case");
            throw new IllegalStateException("down");
        };

        assertThat(replays.replay("old", Optional.empty()).reason()).isEqualTo(Reason.SUPERSEDED);
        assertThat(parked()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void manyAreToldOneByOneAndDiscardsAreRefused(Database database) throws Exception {
        start(database.make(folder));
        park("gone", "incident", "case", now - MINUTE);
        park("there", "another", "case", now - MINUTE);
        var run = push("incident", "case");
        var selection = new Selection(ParkedFilter.ALL, Optional.of(List.of("gone", "there", "none")));

        var told = new ArrayList<Replayed>();
        replays.replayAll(selection, told::add);
        assertThat(told).extracting(Replayed::id).containsExactly("gone", "there");
        assertThat(told).extracting(Replayed::outcome).containsExactly(Outcome.SUPERSEDED, Outcome.DELIVERED);

        try (var journal = journal()) {
            var discards = new Discards(store, journal);
            assertThat(discards.discard("gone", "by hand", "why")).isEqualTo(Replayed.superseded("gone", run, ""));
            assertThat(discards.discard("none", "by hand", "why").reason()).isEqualTo(Reason.GONE);
            assertThat(discards.discardAll(selection, "by hand", "why"))
                    .isEqualTo(new Discards.Counts(0, 0, List.of(Replayed.superseded("gone", run, ""))));
        }
    }

    @ParameterizedTest
    @EnumSource
    void theRunThatParkedItSaysSo(Database database) throws Exception {
        start(database.make(folder));
        park("gone", "incident", "case", now - MINUTE);
        String by;
        try (var journal = journal()) {
            journal.record(run("RUN-1", "the role is missing", "gone"));
            journal.record(run("RUN-2", "another", "still-there"));
            by = push("incident", "case");
            journal.record(run("RUN-3", "recorded later", "gone"));
        }

        var table = new RunTable(store);
        var parkedRun = table.byId("RUN-1").orElseThrow();
        assertThat(parkedRun.outcome()).isEqualTo(Outcome.SUPERSEDED);
        assertThat(parkedRun.supersededBy()).isEqualTo(by);
        assertThat(parkedRun.cause()).isEqualTo("Superseded by run " + by + "; nothing to do. It was parked because: the role is missing");
        assertThat(table.byId("RUN-2").orElseThrow()).isEqualTo(run("RUN-2", "another", "still-there"));
        assertThat(runs(table, Outcome.SUPERSEDED)).containsExactly("RUN-3", "RUN-1");
        assertThat(runs(table, Outcome.PARKED)).containsExactly("RUN-2");
    }

    @ParameterizedTest
    @EnumSource
    void twoPushesAtOnceSettleItOnce(Database database) throws Exception {
        var url = database.make(folder);
        start(url);
        try (var elsewhere = Database.open(url)) {
            var other = new SupersededPushes(elsewhere, System::nanoTime);
            for (var i = 0; i < 20; i++) {
                park("m-" + i, "incident", "case", now - MINUTE);
            }
            Stream.of(pushes, other)
                    .map(one -> CompletableFuture.runAsync(() -> one.settle(variables(camel.getEndpoint("direct:push").createExchange(), "incident", "case"))))
                    .toList()
                    .forEach(CompletableFuture::join);

            assertThat(parked()).isEmpty();
            assertThat(pushes.settled() + other.settled()).isEqualTo(20);
        }
    }

    @Test
    void aStoreThatFailsSpoilsNoPush() throws Exception {
        start(Database.SQLITE.make(folder));
        store.close();

        assertThatCode(() -> push("incident", "case")).doesNotThrowAnyException();
    }

    @Test
    void aPushWithoutPartSettlesNothing() throws Exception {
        start(Database.SQLITE.make(folder));
        park("row", "incident", "", now - MINUTE);

        push("incident", "");

        assertThat(parked()).containsExactly("row");
    }

    private void start(String url) throws Exception {
        store = Database.open(url);
        replays = new Replays(store, Duration.ofSeconds(10));
        pushes = new SupersededPushes(store, kept::get);
        camel.getRegistry().bind("replays", replays);
        camel.getRegistry().bind("supersededPushes", pushes);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:push").to("direct:write");
                from("parked:case-webhook").setVariable("part", constant("case")).to("direct:write");
                from("direct:write")
                        .errorHandler(noErrorHandler())
                        .process(SupersededPushesTest.this::write)
                        .bean("supersededPushes", "settle(${exchange})");
            }
        });
        camel.start();
    }

    private void write(Exchange exchange) {
        received.add(Optional.ofNullable(exchange.getVariable("received_at", Long.class)));
        writing.run();
    }

    /** A push that goes well; its run. */
    private String push(String incident, String part) {
        var done = camel.createProducerTemplate().send("direct:push", exchange -> variables(exchange, incident, part));
        assertThat(done.getException()).isNull();
        return done.getExchangeId();
    }

    private static Exchange variables(Exchange exchange, String incident, String part) {
        exchange.setVariable("flow", "case-webhook");
        exchange.setVariable("case_id", "case-1");
        exchange.setVariable("incident_id", incident);
        exchange.setVariable("part", part);
        return exchange;
    }

    private void park(String id, String incident, String part, long receivedAt) {
        var body = new Received("{}".getBytes(StandardCharsets.UTF_8));
        var at = Instant.ofEpochMilli(receivedAt);
        kept.incrementAndGet();
        store.jdbi().useHandle(handle -> ParkedMessages.add(handle, new ParkedMessage(id, "run-of-" + id, "case-webhook", "step",
                "update-incident", "case-1", incident, "why", 1, at, body, "text", "", "[]", part, "NotNow", at)));
    }

    private List<String> parked() {
        return new ParkedMessages(store.jdbi()).all().stream().map(ParkedMessage::id).toList();
    }

    private Journal journal() {
        var journal = new Journal(store, new RunMeters(new SimpleMeterRegistry()), new Retention(Duration.ofDays(30), 1_000));
        journal.start();
        return journal;
    }

    private Run run(String id, String cause, String parkedId) {
        return new Run(id, 1, "case-webhook", "update-incident", "case-1", "incident", 1, Outcome.PARKED, 502, Instant.ofEpochMilli(now),
                3, "step", cause, List.of(parkedId), List.of());
    }

    private static List<String> runs(RunTable table, Outcome outcome) {
        var filter = new RunFilter("", Optional.of(outcome), "", "", "", Optional.empty(), Optional.empty());
        return table.find(filter, 10, "").runs().stream().map(Run::runId).toList();
    }
}
