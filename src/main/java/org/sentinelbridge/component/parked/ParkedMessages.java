package org.sentinelbridge.component.parked;

import java.io.InputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The table of messages that could not be delivered. Everything that is searched for is bound, never put into a statement.
 */
public final class ParkedMessages {

    /** The most messages that one answer holds. */
    public static final int MOST = 1_000;

    private static final String COLUMNS =
            "id, run_id, flow, step, action, case_id, incident_id, cause, attempts, parked_at, encoding, origin, replays,"
                    + " part, failure_kind, received_at";
    private static final String LINE = "SELECT " + COLUMNS + ", OCTET_LENGTH(received) AS bytes FROM parked";
    private static final String SEARCHED =
            "cause || '\n' || case_id || '\n' || incident_id || '\n' || run_id || '\n' || id || '\n' || action";

    private final Jdbi jdbi;

    public ParkedMessages(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Adds a message, within a transaction of the caller, unless it is there. */
    public static void add(Handle handle, ParkedMessage message) {
        handle.createUpdate(
                        """
                        INSERT INTO parked (id, run_id, flow, step, action, case_id, incident_id, cause, attempts, parked_at,
                            received, encoding, origin, replays, part, failure_kind, received_at)
                        VALUES (:id, :runId, :flow, :step, :action, :caseId, :incidentId, :cause, :attempts, :parkedAt, :received,
                            :encoding, :origin, :replays, :part, :failureKind, :receivedAt)
                        ON CONFLICT (id) DO NOTHING
                        """)
                .bindMethods(message)
                .bind("parkedAt", message.parkedAt().toEpochMilli())
                .bind("receivedAt", message.receivedAt().toEpochMilli())
                .bind("received", message.body().bytes())
                .execute();
    }

    /** All messages, the newest first. */
    public List<ParkedMessage> all() {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT * FROM parked ORDER BY parked_at DESC, id DESC")
                .map((row, context) -> message(row, new Received(row.getBytes("received"))))
                .list());
    }

    /** A message without its body. */
    public Optional<ParkedLine> line(String id) {
        return jdbi.withHandle(handle -> line(handle, id));
    }

    static Optional<ParkedLine> line(Handle handle, String id) {
        return handle.createQuery(LINE + " WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> line(row))
                .findOne();
    }

    /** The body of a message, which is read while it is in the table: the stream fails if it is replayed meanwhile. */
    public InputStream body(ParkedLine line) {
        return new BodyStream(jdbi, line);
    }

    /** A message with its body. */
    static Optional<ParkedMessage> byId(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM parked WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> message(row, new Received(row.getBytes("received"))))
                .findOne();
    }

    /**
     * Ids of the first messages of the same flow and the same incident, or case, that were parked before this one and should
     * arrive before it. A push of a case waits for none, because it holds all of the case; a comment waits for the case.
     */
    public List<String> older(ParkedMessage message) {
        var same = new StringJoiner(" OR ", "(", ")");
        var values = new HashMap<String, Object>();
        if (!message.incidentId().isEmpty()) {
            same.add("incident_id = :incident");
            values.put("incident", message.incidentId());
        }
        if (!message.caseId().isEmpty()) {
            same.add("case_id = :case");
            values.put("case", message.caseId());
        }
        if (values.isEmpty()) {
            return List.of();
        }
        var part = message.part().equals(ParkedMessage.WHOLE_CASE) ? "part = ''" : "(part = '' OR part <> :part)";
        return jdbi.withHandle(handle -> handle.createQuery("SELECT id FROM parked WHERE flow = :flow AND " + same + " AND " + part
                        + " AND (parked_at < :at OR parked_at = :at AND id < :id) ORDER BY parked_at, id LIMIT 5")
                .bindMap(values)
                .bind("flow", message.flow())
                .bind("part", message.part())
                .bind("at", message.parkedAt().toEpochMilli())
                .bind("id", message.id())
                .mapTo(String.class)
                .list());
    }

    /** Places of messages after a place, the oldest first, parked before a moment. */
    List<Place> oldest(ParkedFilter filter, Place after, Instant end, int most) {
        var values = new HashMap<String, Object>();
        var matching = conditions(filter, values);
        return jdbi.withHandle(handle -> handle.createQuery("SELECT parked_at, id, flow FROM parked WHERE " + matching
                        + " AND (parked_at > :at OR parked_at = :at AND id > :id) AND parked_at <= :end"
                        + " ORDER BY parked_at, id LIMIT :most")
                .bindMap(values)
                .bind("at", after.at)
                .bind("id", after.id)
                .bind("end", end.toEpochMilli())
                .bind("most", most)
                .map((row, context) -> new Place(row.getLong("parked_at"), row.getString("id"), row.getString("flow")))
                .list());
    }

    /**
     * Messages, the newest first.
     *
     * @param limit how many at the most, up to {@link #MOST}
     * @param before the cursor of the page before, or the empty text to begin with the newest
     * @throws IllegalArgumentException if the limit or the cursor is none; the message names which
     */
    public ParkedPage find(ParkedFilter filter, int limit, String before) {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("limit: must be from 1 to " + MOST);
        }
        var values = new HashMap<String, Object>();
        var matching = conditions(filter, values);
        var cursor = before.isEmpty() ? Place.NEWEST : Place.of(before);
        return jdbi.withHandle(handle -> {
            var total = handle.createQuery("SELECT COUNT(*) FROM parked WHERE " + matching)
                    .bindMap(values)
                    .mapTo(int.class)
                    .one();
            var lines = handle.createQuery(LINE + " WHERE " + matching
                            + " AND (parked_at < :at OR parked_at = :at AND id < :id)"
                            + " ORDER BY parked_at DESC, id DESC LIMIT :most")
                    .bindMap(values)
                    .bind("at", cursor.at)
                    .bind("id", cursor.id)
                    .bind("most", limit + 1)
                    .map((row, context) -> line(row))
                    .list();
            var more = lines.size() > limit;
            var page = more ? lines.subList(0, limit) : lines;
            return new ParkedPage(page, more ? Place.after(page.get(limit - 1).message()) : "", total);
        });
    }

    private static String conditions(ParkedFilter filter, Map<String, Object> values) {
        var all = new StringJoiner(" AND ").add("1 = 1");
        equal(all, values, "flow", filter.flow());
        equal(all, values, "step", filter.step());
        equal(all, values, "case_id", filter.caseId());
        equal(all, values, "incident_id", filter.incidentId());
        if (!filter.text().isEmpty()) {
            // as typed too, because SQLite knows small letters of the English alphabet only
            all.add("(LOWER(" + SEARCHED + ") LIKE :small ESCAPE '!' OR " + SEARCHED + " LIKE :typed ESCAPE '!')");
            var typed = "%" + filter.text().replaceAll("[!%_]", "!$0") + "%";
            values.put("small", typed.toLowerCase(Locale.ROOT));
            values.put("typed", typed);
        }
        return all.toString();
    }

    private static void equal(StringJoiner all, Map<String, Object> values, String column, String value) {
        if (!value.isEmpty()) {
            all.add(column + " = :" + column);
            values.put(column, value);
        }
    }

    private static ParkedLine line(ResultSet row) throws SQLException {
        return new ParkedLine(message(row, Received.NOTHING), row.getLong("bytes"));
    }

    private static ParkedMessage message(ResultSet row, Received body) throws SQLException {
        return new ParkedMessage(
                row.getString("id"),
                row.getString("run_id"),
                row.getString("flow"),
                row.getString("step"),
                row.getString("action"),
                row.getString("case_id"),
                row.getString("incident_id"),
                row.getString("cause"),
                row.getInt("attempts"),
                Instant.ofEpochMilli(row.getLong("parked_at")),
                body,
                row.getString("encoding"),
                row.getString("origin"),
                row.getString("replays"),
                row.getString("part"),
                row.getString("failure_kind"),
                Instant.ofEpochMilli(row.getLong("received_at")));
    }

    /**
     * A place in the list.
     *
     * @param flow of the message there; empty if that does not matter
     */
    record Place(long at, String id, String flow) {

        static final Place NEWEST = new Place(Long.MAX_VALUE, "", "");
        static final Place OLDEST = new Place(Long.MIN_VALUE, "", "");

        static Place of(String text) {
            try {
                var dot = text.indexOf('.');
                return new Place(Long.parseLong(text.substring(0, dot)), text.substring(dot + 1), "");
            } catch (NumberFormatException | StringIndexOutOfBoundsException e) {
                throw new IllegalArgumentException("before: '" + text + "' is no cursor; give \"next\" of the page before", e);
            }
        }

        static String after(ParkedMessage message) {
            return message.parkedAt().toEpochMilli() + "." + message.id();
        }
    }
}
