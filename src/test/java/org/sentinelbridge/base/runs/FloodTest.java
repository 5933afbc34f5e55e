package org.sentinelbridge.base.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.support.DefaultUuidGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sentinelbridge.base.store.Database;
import org.sentinelbridge.base.store.Store;

/** What the journal does when very many runs come: few rows, and each run is found all the same. */
class FloodTest {

    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00.123Z");
    private static final Duration MONTH = Duration.ofDays(30);
    private static final int FLOOD = 6_000;

    @TempDir
    Path folder;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @ParameterizedTest
    @EnumSource
    void eachOfManyAlertsIsFoundByTheIdThatItsCallerGot(Database database) {
        try (var store = Database.open(database.make(folder))) {
            var runs = record(store, FLOOD, Outcome.QUEUED);

            var table = new RunTable(store);
            var rows = table.find(RunFilter.ALL, RunTable.MOST, "").runs();
            assertThat(rows.size()).isBetween(Bundles.BURST + 3, Bundles.BURST + 20);
            assertThat(rows.stream().mapToInt(Run::runs).sum()).isEqualTo(FLOOD);
            assertThat(rows.stream().mapToInt(Run::items).sum()).isEqualTo(runs.stream().mapToInt(Run::items).sum());
            for (var i = 0; i < FLOOD; i += 97) {
                assertThat(table.byId(runs.get(i).runId())).contains(runs.get(i));
            }
            var last = runs.get(FLOOD - 1).runId();
            assertThat(table.byId(last)).isPresent();
            assertThat(table.byId(last.substring(0, 31) + "_")).as("no id of ours").isEmpty();
            assertThat(table.byId("0".repeat(15) + last.substring(15))).as("of another process").isEmpty();
            assertThat(table.find(text(last), 10, "").runs()).as("searched for").anyMatch(row -> row.runs() > 1);
        }
    }

    @Test
    void manyFailuresOfAKindAreFoundTooAndOthersKeepRowsOfTheirOwn() {
        try (var store = Database.open(Database.SQLITE.make(folder))) {
            var failed = record(store, 500, Outcome.FAILED);
            var other = record(store, 1, Outcome.PARKED);

            var table = new RunTable(store);
            assertThat(table.find(RunFilter.ALL, RunTable.MOST, "").runs().size()).isLessThan(Bundles.BURST + 10);
            assertThat(table.byId(failed.get(499).runId())).contains(failed.get(499));
            assertThat(table.byId(other.get(0).runId())).contains(other.get(0));
        }
    }

    @Test
    void whatCannotBeWrittenInTimeIsCountedAndNobodyWaits() {
        try (var store = Database.open(Database.SQLITE.make(folder))) {
            try (var journal = journal(store, new Retention(MONTH, 1_000))) {
                store.jdbi().useHandle(handle -> handle.execute("DROP TABLE runs"));
                var begin = System.nanoTime();
                for (var i = 0; i < 100_000; i++) {
                    journal.record(run("RUN-" + i, Outcome.QUEUED, 1));
                }
                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
            }
            assertThat(meters.get("bridge.runs.unrecorded").functionCounter().count()).isEqualTo(100_000);
            assertThat(meters.get("bridge.runs").timer().count()).isEqualTo(100_000);
        }
    }

    @Test
    void strangersCannotFillTheJournal() {
        var clock = new AtomicLong();
        try (var store = Database.open(Database.SQLITE.make(folder))) {
            try (var journal = journal(store, new Retention(MONTH, 1_000));
                    var refusals = new Refusals(journal, new RunMeters(meters), Map.of("/alerts", "alert-webhook"), clock::get)) {
                for (var i = 0; i < 5_000; i++) {
                    refusals.refused("/alerts", UUID.randomUUID().toString(), 401, "no key");
                }
                refusals.refused("/", UUID.randomUUID().toString(), 404, "nothing here");
                clock.addAndGet(Refusals.MILLIS_EACH);
                refusals.refused("/alerts", "later", 401, "no key");
            }

            var rows = new RunTable(store).find(RunFilter.ALL, RunTable.MOST, "").runs();
            assertThat(rows).hasSize(Refusals.BURST + 3);
            assertThat(rows.stream().mapToInt(Run::runs).sum()).isEqualTo(5_002);
            assertThat(rows).filteredOn(row -> row.runs() > 1).singleElement().satisfies(rest -> {
                assertThat(rest.runs()).isEqualTo(5_000 - Refusals.BURST);
                assertThat(rest.status()).isEqualTo(401);
                assertThat(rest.flow()).isEqualTo("alert-webhook");
                assertThat(new RunTable(store).byId(rest.runId())).contains(rest);
            });
            assertThat(rows).filteredOn(row -> row.status() == 404).extracting(Run::flow).containsExactly("webhook");
            assertThat(meters.get("bridge.runs").tag("flow", "alert-webhook").timer().count()).isEqualTo(5_001);
        }
    }

    @ParameterizedTest
    @EnumSource
    void oldRunsAndTooManyAreDeletedTheOldestFirst(Database database) {
        try (var store = Database.open(database.make(folder))) {
            var now = Instant.now();
            try (var journal = journal(store, new Retention(MONTH, 10_000))) {
                for (var i = 0; i < 1_500; i++) {
                    journal.record(run("OLD-" + i, Outcome.PARKED, 1, now.minus(MONTH).minusSeconds(10)));
                }
                for (var i = 0; i < 2_500; i++) {
                    journal.record(run("NEW-" + i, Outcome.PARKED, 1, now));
                }
            }
            new Retention(MONTH, 10_000).prune(store);
            assertThat(count(store)).isEqualTo(2_500);

            new Retention(MONTH, 200).prune(store);
            assertThat(count(store)).isCloseTo(200, within(0));
            assertThat(new RunTable(store).find(RunFilter.ALL, 1, "").runs().get(0).runId()).isEqualTo("NEW-2499");
        }
    }

    @Test
    void nothingIsKeptWhenTheSettingSaysSoButAllIsCounted() {
        try (var store = Database.open(Database.SQLITE.make(folder))) {
            try (var journal = journal(store, new Retention(Duration.ZERO, 1_000))) {
                journal.record(run("RUN-1", Outcome.QUEUED, 1));
            }
            assertThat(count(store)).isZero();
            assertThat(meters.get("bridge.runs").timer().count()).isEqualTo(1);
        }
    }

    private List<Run> record(Store store, int count, Outcome outcome) {
        var ids = new DefaultUuidGenerator();
        var runs = new ArrayList<Run>();
        try (var journal = journal(store, new Retention(MONTH, 100_000))) {
            for (var i = 0; i < count; i++) {
                var id = ids.generateUuid();
                if (i % 7 == 0) {
                    ids.generateUuid(); // other exchanges come between
                }
                runs.add(run(id, outcome, i % 5 + 1, NOON.plusMillis(i / 8 - i % 3)));
            }
            runs.forEach(journal::record);
        }
        return runs;
    }

    private Journal journal(Store store, Retention retention) {
        var journal = new Journal(store, new RunMeters(meters), retention);
        journal.start();
        return journal;
    }

    private static int count(Store store) {
        return store.jdbi().withHandle(handle -> handle.createQuery("SELECT COUNT(*) FROM runs").mapTo(int.class).one());
    }

    private static RunFilter text(String text) {
        return new RunFilter("", Optional.empty(), "", "", text, Optional.empty(), Optional.empty());
    }

    private static Run run(String id, Outcome outcome, int items) {
        return run(id, outcome, items, NOON);
    }

    private static Run run(String id, Outcome outcome, int items, Instant startedAt) {
        return new Run(
                id, 1, "alert-webhook", "", "", "", items, outcome, 202, startedAt, items * 10L, "", "", List.of(), List.of());
    }
}
