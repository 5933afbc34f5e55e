package org.sentinelbridge.base.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sentinelbridge.base.store.Database;
import org.sentinelbridge.base.store.Store;

/** Writing runs and finding them again, in both databases. */
class RunTableTest {

    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00.123Z");
    private static final Run FAILED = new Run(
            "RUN-0000000000000001",
            1,
            "case-webhook",
            "update-incident",
            "case-1",
            "7b2a3c1e-0000-5000-8000-000000000001",
            1,
            Outcome.PARKED,
            502,
            NOON,
            1_234,
            "call-sentinel-send",
            "100% of \"Ünïcödé\" is 'quoted'; DROP TABLE runs\0",
            List.of("p1", "p2"),
            List.of(new Step("case-webhook-read-action", 2, 5), new Step("call-sentinel-send", 1_200, 30)));

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void aRunIsFoundByItsIdWithItsSteps(Database database) {
        try (var store = Database.open(database.make(folder))) {
            record(store, FAILED);

            assertThat(new RunTable(store).byId(FAILED.runId())).hasValueSatisfying(run -> assertThat(run)
                    .usingRecursiveComparison()
                    .ignoringFields("cause")
                    .isEqualTo(FAILED));
            assertThat(new RunTable(store).byId("another")).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachFilterFindsWhatItSays(Database database) {
        try (var store = Database.open(database.make(folder))) {
            record(store, FAILED, run("RUN-2", "alert-webhook", Outcome.QUEUED, NOON.plusSeconds(60)));

            var table = new RunTable(store);
            assertThat(ids(table, filter("case-webhook", "", "", ""))).containsExactly(FAILED.runId());
            assertThat(ids(table, filter("", "case-1", "", ""))).containsExactly(FAILED.runId());
            assertThat(ids(table, filter("", "case-2", "", ""))).isEmpty();
            assertThat(ids(table, filter("", "", FAILED.incidentId(), ""))).containsExactly(FAILED.runId());
            assertThat(ids(table, filter("", "", "", "drop table"))).containsExactly(FAILED.runId());
            assertThat(ids(table, filter("", "", "", "Ünïcödé"))).containsExactly(FAILED.runId());
            assertThat(ids(table, filter("", "", "", "0% of"))).containsExactly(FAILED.runId());
            assertThat(ids(table, filter("", "", "", "%QUOTED%"))).as("no wild cards").isEmpty();
            assertThat(ids(table, filter("", "", "", "' OR '1'='1"))).isEmpty();
            assertThat(ids(table, filter("", "", "", "run-2"))).containsExactly("RUN-2");
            assertThat(ids(table, new RunFilter("", Optional.of(Outcome.QUEUED), "", "", "", Optional.empty(), Optional.empty())))
                    .containsExactly("RUN-2");
            assertThat(ids(table, between(NOON, NOON.plusSeconds(60)))).containsExactly(FAILED.runId());
            assertThat(ids(table, between(NOON.plusMillis(1), NOON.plusSeconds(61)))).containsExactly("RUN-2");
        }
    }

    @ParameterizedTest
    @EnumSource
    void pagesLeadFromTheNewestToTheOldest(Database database) {
        try (var store = Database.open(database.make(folder))) {
            for (var i = 1; i <= 5; i++) {
                record(store, run("RUN-" + i, "alert-webhook", Outcome.QUEUED, NOON));
            }

            var table = new RunTable(store);
            var first = table.find(RunFilter.ALL, 2, "");
            var second = table.find(RunFilter.ALL, 2, first.next());
            var third = table.find(RunFilter.ALL, 2, second.next());
            assertThat(first.runs()).extracting(Run::runId).containsExactly("RUN-5", "RUN-4");
            assertThat(second.runs()).extracting(Run::runId).containsExactly("RUN-3", "RUN-2");
            assertThat(third.runs()).extracting(Run::runId).containsExactly("RUN-1");
            assertThat(third.next()).isEmpty();
            assertThatThrownBy(() -> table.find(RunFilter.ALL, 2, "yesterday")).hasMessageContaining("before:");
            assertThatThrownBy(() -> table.find(RunFilter.ALL, 0, "")).hasMessageContaining("limit:");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoFollowsSeesEachNewRunOnce(Database database) {
        try (var store = Database.open(database.make(folder))) {
            var table = new RunTable(store);
            record(store, run("RUN-1", "alert-webhook", Outcome.QUEUED, NOON));
            var start = table.newest();
            assertThat(table.since(RunFilter.ALL, 10, start)).isEqualTo(new RunPage(List.of(), start));

            record(
                    store,
                    run("RUN-2", "alert-webhook", Outcome.QUEUED, NOON),
                    run("RUN-3", "case-webhook", Outcome.FAILED, NOON));
            var news = table.since(filter("case-webhook", "", "", ""), 10, start);

            assertThat(news.runs()).extracting(Run::runId).containsExactly("RUN-3");
            assertThat(table.since(RunFilter.ALL, 10, news.next()).runs()).isEmpty();
        }
    }

    private static void record(Store store, Run... runs) {
        try (var journal = journal(store)) {
            List.of(runs).forEach(journal::record);
        }
    }

    static Journal journal(Store store) {
        var journal = new Journal(store, new RunMeters(new SimpleMeterRegistry()), new Retention(Duration.ofDays(30), 1_000));
        journal.start();
        return journal;
    }

    static Run run(String id, String flow, Outcome outcome, Instant startedAt) {
        return new Run(id, 1, flow, "", "", "", 1, outcome, 202, startedAt, 3, "", "", List.of(), List.of());
    }

    private static List<String> ids(RunTable table, RunFilter filter) {
        return table.find(filter, 100, "").runs().stream().map(Run::runId).toList();
    }

    private static RunFilter filter(String flow, String caseId, String incidentId, String text) {
        return new RunFilter(flow, Optional.empty(), caseId, incidentId, text, Optional.empty(), Optional.empty());
    }

    private static RunFilter between(Instant from, Instant to) {
        return new RunFilter("", Optional.empty(), "", "", "", Optional.of(from), Optional.of(to));
    }
}
