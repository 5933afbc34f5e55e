package org.sentinelbridge.component.outbox;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.sentinelbridge.base.store.KeptStatement;
import org.sentinelbridge.base.store.KeptText;
import org.sentinelbridge.base.store.Store;

/** The rows of one outbox in the store. Every method runs within a transaction of its caller. */
final class OutboxTable {

    static final String CANDIDATES =
            """
            SELECT id, message_key, messages, bytes, created_at, attempts, claimed_by FROM outbox candidate
            WHERE name = :name AND claimed_until <= :now AND message_key NOT IN (<except>)
              AND (message_key = '' OR NOT EXISTS (
                  SELECT 1 FROM outbox earlier
                  WHERE earlier.name = candidate.name AND earlier.message_key = candidate.message_key
                    AND earlier.message_key <> '' AND earlier.id < candidate.id AND earlier.claimed_until > :now))
            ORDER BY id LIMIT :most
            """;
    private static final int MOST_LOOKED_AT = 200;
    /** So that a delivery that wants little need not take much into memory. */
    private static final int MOST_ROW_BYTES = 256 * 1024;
    private static final String NO_KEY = "-".repeat(OutboxProducer.MOST_KEY + 1);
    /** As long as the name of a process: SQLite writes a whole row anew, with all its messages, once its length changes. */
    private static final String NOBODY = "-".repeat(36);
    /**
     * When the claim of what nobody has claimed has ended: not just now, as a clock that was ahead would then keep it from being
     * claimed until the right time has caught up; but of as many digits as any time, for the length of the row.
     */
    private static final long LONG_AGO = 1_000_000_000_000L;

    private final String name;
    private final Store store;
    private final String owner;
    private final KeptStatement insert = new KeptStatement(
            """
            INSERT INTO outbox (name, message_key, messages, bytes, created_at, attempts, claimed_by, claimed_until, body)
            VALUES (?, ?, ?, ?, ?, 0, ?, ?, ?)
            """);

    /** @param owner names this process in its claims; a UUID */
    OutboxTable(String name, Store store, String owner) {
        this.name = name;
        this.store = store;
        this.owner = owner;
    }

    /** Waits until no other process is adding to or claiming from this outbox. */
    void enter(Handle handle) {
        store.alone(handle, "outbox:" + name);
    }

    /** @param since when the messages have come */
    void insert(Handle handle, String key, List<OutboxMessage> messages, long since) throws SQLException {
        insert(handle, key, messages, since, NOBODY);
    }

    /** Adds messages whose delivery has failed, and that are to be repeated by themselves. */
    void insertAgain(Handle handle, String key, List<OutboxMessage> messages, long since) throws SQLException {
        insert(handle, key, messages, since, again());
    }

    private void insert(Handle handle, String key, List<OutboxMessage> messages, long since, String company) throws SQLException {
        for (var portion : Frames.portions(messages, MOST_ROW_BYTES)) {
            insertRow(handle, key, portion, since, company);
        }
    }

    private void insertRow(Handle handle, String key, List<OutboxMessage> messages, long now, String company) throws SQLException {
        var body = Frames.join(messages);
        var row = insert.on(handle);
        row.setString(1, name);
        row.setString(2, KeptText.of(key));
        row.setInt(3, messages.size());
        row.setLong(4, body.length);
        row.setLong(5, now);
        row.setString(6, company);
        row.setLong(7, LONG_AGO);
        row.setBytes(8, body);
        row.executeUpdate();
        row.clearParameters(); // which would keep the messages in memory
    }

    /**
     * Claims the oldest rows that may be delivered, all of one key. Rows of a key other than '' are not claimed while an
     * earlier one of that key is being delivered.
     *
     * @param wait for how long messages wait for more of them, unless they are so many bytes already
     * @param except keys of which nothing is wanted now
     * @param delivering rows that this process is still delivering: they stay claimed even if their lease has just ended
     */
    Claimed claim(
            Handle handle, int mostMessages, long mostBytes, Duration wait, Duration lease, Collection<String> except,
            Collection<Long> delivering)
            throws SQLException {
        enter(handle);
        var now = store.now(handle);
        renew(handle, delivering, now, now + lease.toMillis());
        var candidates = new Candidates(candidates(handle, now, except));
        var rows = candidates.chosen(mostMessages, mostBytes);
        if (rows.isEmpty()
                || candidates.areFewerThan(MOST_LOOKED_AT) && candidates.canWait(mostBytes, now - wait.toMillis(), now)) {
            return new Claimed(List.of(), Duration.ZERO);
        }
        var ids = rows.stream().map(ClaimedRow::id).toList();
        try (var update = statement(handle, "UPDATE outbox SET claimed_by = ?, claimed_until = ? WHERE id IN ", ids.size(), "")) {
            update.setString(1, owner);
            update.setLong(2, now + lease.toMillis());
            bind(update, 3, ids);
            update.executeUpdate();
        }
        var othersWait = candidates.oldestBut(rows).map(left -> Duration.ofMillis(Math.max(0, now - left.createdAt())));
        return new Claimed(rows, othersWait.orElse(Duration.ZERO));
    }

    /** The messages of claimed rows, by row. Needs no transaction: nobody else changes what is claimed. */
    Map<Long, List<OutboxMessage>> read(Handle handle, List<ClaimedRow> rows) throws SQLException {
        var messages = new LinkedHashMap<Long, List<OutboxMessage>>();
        rows.forEach(row -> messages.put(row.id(), List.of())); // one whose lease has ended may be gone
        try (var query = statement(handle, "SELECT id, body FROM outbox WHERE id IN ", rows.size(), " ORDER BY id")) {
            bind(query, 1, rows.stream().map(ClaimedRow::id).toList());
            try (var found = query.executeQuery()) {
                while (found.next()) {
                    messages.put(found.getLong(1), Frames.split(found.getBytes(2)));
                }
            }
        }
        return messages;
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

    private List<ClaimedRow> candidates(Handle handle, long now, Collection<String> except) {
        return handle.createQuery(CANDIDATES)
                .bind("name", name)
                .bind("now", now)
                .bindList("except", except.isEmpty() ? List.of(NO_KEY) : List.copyOf(except))
                .bind("most", MOST_LOOKED_AT)
                .map((row, context) -> new ClaimedRow(
                        row.getLong("id"), row.getString("message_key"), row.getInt("messages"), row.getLong("bytes"),
                        row.getLong("created_at"), row.getInt("attempts"), row.getString("claimed_by")))
                .list();
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

    /** What the rows of a failed delivery have in common. Begins as {@link #NOBODY} does, and is as long. */
    private static String again() {
        return "-" + UUID.randomUUID().toString().substring(1);
    }

    /** Gives claimed rows back after a failed delivery, to be repeated together and with no others. */
    void release(Handle handle, Collection<Long> ids) {
        if (!ids.isEmpty()) {
            handle.createUpdate(
                            """
                            UPDATE outbox SET claimed_by = :again, claimed_until = :ago, attempts = attempts + 1
                            WHERE claimed_by = :owner AND id IN (<ids>)
                            """)
                    .bind("again", again())
                    .bind("ago", LONG_AGO)
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
                .map((row, context) -> row.getLong(1) == 0 ? new Backlog(0, 0, Duration.ZERO) : new Backlog(
                                row.getLong(2), row.getLong(3), Duration.ofMillis(Math.max(0, store.now(handle) - row.getLong(4)))))
                .one();
    }

    /**
     * What has been claimed.
     *
     * @param othersWait for how long the oldest has been waiting that could have been claimed as well
     */
    record Claimed(List<ClaimedRow> rows, Duration othersWait) {}

    /**
     * A row that this process is delivering.
     *
     * @param messages how many it holds
     * @param createdAt milliseconds since 1970
     * @param attempts deliveries that have failed before
     * @param company the same for all that were under delivery together before, and for all that never were
     */
    record ClaimedRow(long id, String key, int messages, long bytes, long createdAt, int attempts, String company) {}
}
