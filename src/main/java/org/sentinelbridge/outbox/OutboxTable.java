package org.sentinelbridge.outbox;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.sentinelbridge.store.Store;

/** The rows of one outbox in the store. Every method runs within a transaction of its caller. */
final class OutboxTable {

    private static final int MOST_LOOKED_AT = 200;
    private static final String NO_KEY = "-".repeat(OutboxProducer.MOST_KEY + 1);
    private static final String INSERT =
            """
            INSERT INTO outbox (name, message_key, messages, bytes, created_at, attempts, claimed_by, claimed_until, body)
            VALUES (?, ?, ?, ?, ?, 0, '', 0, ?)
            """;

    private final String name;
    private final Store store;
    private final String owner;

    /** @param owner names this process in its claims */
    OutboxTable(String name, Store store, String owner) {
        this.name = name;
        this.store = store;
        this.owner = owner;
    }

    /** Waits until no other process is adding to or claiming from this outbox. */
    void enter(Handle handle) {
        store.alone(handle, "outbox:" + name);
    }

    /** By JDBC alone, as it is done for every group that comes in: Jdbi would take most of the time. */
    void insert(Handle handle, String key, List<OutboxMessage> messages, long now) throws SQLException {
        var body = Frames.join(messages);
        try (var insert = handle.getConnection().prepareStatement(INSERT)) {
            insert.setString(1, name);
            insert.setString(2, key);
            insert.setInt(3, messages.size());
            insert.setLong(4, body.length);
            insert.setLong(5, now);
            insert.setBytes(6, body);
            insert.executeUpdate();
        }
    }

    /**
     * Claims the oldest rows that may be delivered, all of one key. Rows of a key other than '' are not claimed while an
     * earlier one of that key is being delivered.
     *
     * @param except keys of which nothing is wanted now
     * @param delivering rows that this process is still delivering: they stay claimed even if their lease has just ended
     */
    Claimed claim(
            Handle handle, int mostMessages, long mostBytes, Duration lease, Collection<String> except,
            Collection<Long> delivering)
            throws SQLException {
        enter(handle);
        var now = store.now(handle);
        renew(handle, delivering, now, now + lease.toMillis());
        var candidates = candidates(handle, now, except);
        var ids = choose(candidates, mostMessages, mostBytes);
        if (ids.isEmpty()) {
            return new Claimed(List.of(), Duration.ZERO);
        }
        try (var update = statement(handle, "UPDATE outbox SET claimed_by = ?, claimed_until = ? WHERE id IN ", ids.size(), "")) {
            update.setString(1, owner);
            update.setLong(2, now + lease.toMillis());
            bind(update, 3, ids);
            update.executeUpdate();
        }
        var rows = claimedRows(handle, ids);
        var chosen = new HashSet<>(ids);
        var othersWait = candidates.stream()
                .filter(candidate -> !chosen.contains(candidate.id))
                .findFirst()
                .map(left -> Duration.ofMillis(Math.max(0, now - left.createdAt)));
        return new Claimed(rows, othersWait.orElse(Duration.ZERO));
    }

    private static List<ClaimedRow> claimedRows(Handle handle, List<Long> ids) throws SQLException {
        var rows = new ArrayList<ClaimedRow>();
        try (var query = statement(
                handle, "SELECT id, message_key, attempts, body FROM outbox WHERE id IN ", ids.size(), " ORDER BY id")) {
            bind(query, 1, ids);
            try (var found = query.executeQuery()) {
                while (found.next()) {
                    rows.add(new ClaimedRow(found.getLong(1), found.getString(2), found.getInt(3), found.getBytes(4)));
                }
            }
        }
        return rows;
    }

    /** By JDBC alone: for Jdbi, every number of ids is a statement of its own to be taken to pieces. */
    private static PreparedStatement statement(Handle handle, String before, int ids, String after) throws SQLException {
        return handle.getConnection().prepareStatement(before + "(?" + ", ?".repeat(ids - 1) + ")" + after);
    }

    private static void bind(PreparedStatement statement, int from, Collection<Long> ids) throws SQLException {
        var at = from;
        for (var id : ids) {
            statement.setLong(at++, id);
        }
    }

    private List<Candidate> candidates(Handle handle, long now, Collection<String> except) {
        return handle.createQuery(
                        """
                        SELECT id, message_key, messages, bytes, created_at FROM outbox candidate
                        WHERE name = :name AND claimed_until <= :now AND message_key NOT IN (<except>)
                          AND (message_key = '' OR NOT EXISTS (
                              SELECT 1 FROM outbox earlier
                              WHERE earlier.name = candidate.name AND earlier.message_key = candidate.message_key
                                AND earlier.id < candidate.id AND earlier.claimed_until > :now))
                        ORDER BY id LIMIT :most
                        """)
                .bind("name", name)
                .bind("now", now)
                .bindList("except", except.isEmpty() ? List.of(NO_KEY) : List.copyOf(except))
                .bind("most", MOST_LOOKED_AT)
                .map((row, context) -> new Candidate(
                        row.getLong("id"), row.getString("message_key"), row.getInt("messages"), row.getLong("bytes"),
                        row.getLong("created_at")))
                .list();
    }

    private static List<Long> choose(List<Candidate> candidates, int mostMessages, long mostBytes) {
        var ids = new ArrayList<Long>();
        var messages = 0;
        var bytes = 0L;
        for (var candidate : candidates) {
            if (candidate.key.equals(candidates.get(0).key)) {
                messages += candidate.messages;
                bytes += candidate.bytes;
                if (!ids.isEmpty() && (messages > mostMessages || bytes > mostBytes)) {
                    break;
                }
                ids.add(candidate.id);
            }
        }
        return ids;
    }

    /**
     * Takes delivered rows away.
     *
     * @return how many there were; another process has claimed the others meanwhile, and may deliver them again
     */
    int delete(Handle handle, Collection<Long> ids) throws SQLException {
        if (ids.isEmpty()) {
            return 0;
        }
        try (var delete = statement(handle, "DELETE FROM outbox WHERE claimed_by = ? AND id IN ", ids.size(), "")) {
            delete.setString(1, owner);
            bind(delete, 2, ids);
            return delete.executeUpdate();
        }
    }

    /** Leaves only these messages in a row. False if another process has claimed it meanwhile. */
    boolean keepOnly(Handle handle, long id, List<OutboxMessage> messages) {
        var body = Frames.join(messages);
        return handle.createUpdate(
                                "UPDATE outbox SET messages = :messages, bytes = :bytes, body = :body WHERE id = :id AND claimed_by = :owner")
                        .bind("messages", messages.size())
                        .bind("bytes", (long) body.length)
                        .bind("body", body)
                        .bind("id", id)
                        .bind("owner", owner)
                        .execute()
                == 1;
    }

    /** Gives claimed rows back after a failed delivery. */
    void release(Handle handle, Collection<Long> ids) {
        if (!ids.isEmpty()) {
            handle.createUpdate(
                            """
                            UPDATE outbox SET claimed_by = '', claimed_until = 0, attempts = attempts + 1
                            WHERE claimed_by = :owner AND id IN (<ids>)
                            """)
                    .bind("owner", owner)
                    .bindList("ids", List.copyOf(ids))
                    .execute();
        }
    }

    /** Prolongs claims that nobody has taken over. */
    void renew(Handle handle, Collection<Long> ids, Duration lease) {
        renew(handle, ids, Long.MAX_VALUE, store.now(handle) + lease.toMillis());
    }

    private void renew(Handle handle, Collection<Long> ids, long ending, long until) {
        if (!ids.isEmpty()) {
            handle.createUpdate(
                            """
                            UPDATE outbox SET claimed_until = :until
                            WHERE claimed_by = :owner AND claimed_until <= :ending AND id IN (<ids>)
                            """)
                    .bind("until", until)
                    .bind("ending", ending)
                    .bind("owner", owner)
                    .bindList("ids", List.copyOf(ids))
                    .execute();
        }
    }

    Backlog backlog(Handle handle) {
        return handle.createQuery("SELECT count(*), sum(messages), sum(bytes), min(created_at) FROM outbox WHERE name = :name")
                .bind("name", name)
                .map((row, context) -> row.getLong(1) == 0
                        ? new Backlog(0, 0, Duration.ZERO)
                        : new Backlog(
                                row.getLong(2),
                                row.getLong(3),
                                Duration.ofMillis(Math.max(0, store.now(handle) - row.getLong(4)))))
                .one();
    }

    private record Candidate(long id, String key, int messages, long bytes, long createdAt) {}

    /**
     * What has been claimed.
     *
     * @param othersWait for how long the oldest has been waiting that could have been claimed as well
     */
    record Claimed(List<ClaimedRow> rows, Duration othersWait) {}

    /**
     * A row that this process is delivering.
     *
     * @param attempts deliveries that have failed before
     * @param body the messages, joined
     */
    record ClaimedRow(long id, String key, int attempts, byte[] body) {}
}
