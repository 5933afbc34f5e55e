package org.sentinelbridge.base.runs;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.sentinelbridge.base.store.Store;

/**
 * What can be asked of the journal. Runs are in the order in which they were recorded, which is about that in which they ended; a
 * cursor is a place in this order. Everything that is searched for is bound, never put into a statement.
 */
public final class RunTable {

    /** The most runs that one answer holds. */
    public static final int MOST = 1_000;

    // Read and not written into the run, whose row may come later than what supersedes it.
    private static final String SUPERSEDED = "SELECT by_run FROM superseded s WHERE runs.outcome = 'parked' AND s.id = runs.parked_ids";
    private static final String COLUMNS = """
            SELECT id, run_id, runs, flow, action, case_id, incident_id, items, outcome, status, started_at, ms, failed_step,
                cause, parked_ids, steps, members, (""" + SUPERSEDED + ") AS superseded_by FROM runs\n";
    private static final String ONE = COLUMNS + "WHERE run_id = :id AND last_run_id = '' ORDER BY id DESC LIMIT 1";
    private static final String SEVERAL = COLUMNS + """
            WHERE runs > 1 AND last_run_id >= :id AND last_run_id < :end AND run_id <= :id ORDER BY last_run_id LIMIT 100
            """;
    private static final String SEARCHED = "cause || '\n' || case_id || '\n' || incident_id || '\n' || run_id || '\n' || action";

    private final Jdbi jdbi;

    public RunTable(Store store) {
        this.jdbi = store.jdbi();
    }

    /**
     * Runs, the newest first.
     *
     * @param limit how many at the most, up to {@link #MOST}
     * @param before the cursor of the page before, or the empty text to begin with the newest
     * @throws IllegalArgumentException if the limit or the cursor is none; the message names which
     */
    public RunPage find(RunFilter filter, int limit, String before) {
        var place = before.isEmpty() ? Long.MAX_VALUE : cursor("before", before);
        var rows = rows(filter, "id < :place", "id DESC", place, checked(limit) + 1);
        var more = rows.size() > limit;
        var page = more ? rows.subList(0, limit) : rows;
        return new RunPage(page.stream().map(Row::run).toList(), more ? String.valueOf(page.get(limit - 1).id) : "");
    }

    /**
     * Runs that were recorded after a cursor, the oldest first, for those who follow what happens. Begin with {@link #newest()}.
     *
     * @return with a cursor in any case: where to go on, the same as before if nothing has come
     */
    public RunPage since(RunFilter filter, int limit, String after) {
        var rows = rows(filter, "id > :place", "id", cursor("after", after), checked(limit));
        return new RunPage(
                rows.stream().map(Row::run).toList(), rows.isEmpty() ? after : String.valueOf(rows.get(rows.size() - 1).id));
    }

    /** The cursor of the newest run. */
    public String newest() {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT COALESCE(MAX(id), 0) FROM runs").mapTo(String.class).one());
    }

    /** A run with its steps; one of several that share a row is without those. */
    public Optional<Run> byId(String runId) {
        return jdbi.withHandle(handle -> handle.createQuery(ONE)
                        .bind("id", runId)
                        .map((row, context) -> RunRow.read(row, true))
                        .findOne())
                .or(() -> Members.canHold(runId) ? ofSeveral(runId) : Optional.empty());
    }

    /** Rows of the same process and of about the same time may hold it; the right one is among the first. */
    private Optional<Run> ofSeveral(String runId) {
        return jdbi.withHandle(handle -> handle.createQuery(SEVERAL)
                .bind("id", runId)
                .bind("end", Members.process(runId) + "G")
                .map((row, context) -> Members.find(runId, RunRow.read(row, false), row.getBytes("members")))
                .stream()
                .flatMap(Optional::stream)
                .findFirst());
    }

    private List<Row> rows(RunFilter filter, String where, String order, long place, int limit) {
        var values = new HashMap<String, Object>(Map.of("place", place, "most", limit));
        var conditions = conditions(filter, where, values);
        return jdbi.withHandle(handle -> {
            Query query = handle.createQuery(COLUMNS + "WHERE " + conditions + " ORDER BY " + order + " LIMIT :most");
            values.forEach(query::bind);
            return query.map((row, context) -> new Row(row.getLong("id"), RunRow.read(row, false))).list();
        });
    }

    private static String conditions(RunFilter filter, String first, Map<String, Object> values) {
        var all = new StringJoiner(" AND ").add(first);
        equal(all, values, "flow", filter.flow());
        filter.outcome().ifPresent(outcome -> outcome(all, values, outcome));
        equal(all, values, "case_id", filter.caseId());
        equal(all, values, "incident_id", filter.incidentId());
        if (!filter.text().isEmpty()) {
            // as typed too, because SQLite knows small letters of the English alphabet only
            all.add("(LOWER(" + SEARCHED + ") LIKE :small ESCAPE '!' OR " + SEARCHED + " LIKE :typed ESCAPE '!'"
                    + " OR runs > 1 AND run_id <= :exactly AND last_run_id >= :exactly)");
            values.put("exactly", Members.canHold(filter.text()) ? filter.text() : "");
            var typed = "%" + filter.text().replaceAll("[!%_]", "!$0") + "%";
            values.put("small", typed.toLowerCase(Locale.ROOT));
            values.put("typed", typed);
        }
        filter.from().ifPresent(from -> {
            all.add("started_at >= :from");
            values.put("from", from.toEpochMilli());
        });
        filter.to().ifPresent(to -> {
            all.add("started_at < :to");
            values.put("to", to.toEpochMilli());
        });
        return all.toString();
    }

    private static void outcome(StringJoiner all, Map<String, Object> values, Outcome outcome) {
        equal(all, values, "outcome", (outcome == Outcome.SUPERSEDED ? Outcome.PARKED : outcome).word());
        if (outcome == Outcome.SUPERSEDED || outcome == Outcome.PARKED) {
            all.add((outcome == Outcome.PARKED ? "NOT " : "") + "EXISTS (" + SUPERSEDED + ")");
        }
    }

    private static void equal(StringJoiner all, Map<String, Object> values, String column, String value) {
        if (!value.isEmpty()) {
            all.add(column + " = :" + column);
            values.put(column, value);
        }
    }

    private static long cursor(String name, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + ": '" + text + "' is no cursor; give \"next\" of the page before", e);
        }
    }

    private static int checked(int limit) {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("limit: must be from 1 to " + MOST);
        }
        return limit;
    }

    private record Row(long id, Run run) {}
}
