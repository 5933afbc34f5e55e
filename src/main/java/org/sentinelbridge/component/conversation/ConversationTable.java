package org.sentinelbridge.component.conversation;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sentinelbridge.base.store.KeptStatement;

/** The rows of conversations and of what waits. Every method runs in the thread of the store's writes, within a transaction. */
final class ConversationTable {

    static final String COLUMNS = "name, alias, subject, memory, state_at, state_run, holder, held_until, attempts, trouble,"
            + " trouble_since, notice,"
            + " EXISTS (SELECT 1 FROM waiting w WHERE w.topic = conversations.topic AND w.name = conversations.name)";
    static final String BY_NAME = "SELECT " + COLUMNS + " FROM conversations WHERE topic = ? AND name = ?";
    static final String BY_ALIAS = "SELECT " + COLUMNS + " FROM conversations WHERE topic = ? AND alias = ?";
    static final String ALL_WAITING =
            "SELECT id, version, part, urgency, message, times, run_id, first_at FROM waiting WHERE topic = ? AND name = ? ORDER BY first_at, id";

    private final KeptStatement byName = new KeptStatement(BY_NAME);
    private final KeptStatement byAlias = new KeptStatement(BY_ALIAS);
    private final KeptStatement waiting = new KeptStatement(ALL_WAITING);
    private final KeptStatement begin = new KeptStatement(
            """
            INSERT INTO conversations (topic, name, alias, subject, memory, parts, state_at, state_run, holder, held_until, attempts,
                next_at, trouble, trouble_since, notice)
            VALUES (?, ?, ?, ?, '{}', 0, ?, ?, ?, ?, 0, 0, '', 0, 0)
            ON CONFLICT (topic, name) DO NOTHING
            """);
    private final KeptStatement note = new KeptStatement(
            "UPDATE conversations SET subject = ?, state_at = ?, state_run = ?, next_at = 0 WHERE topic = ? AND name = ?");
    private final KeptStatement insert = new KeptStatement(
            """
            INSERT INTO waiting (topic, name, part, urgency, message, times, run_id, first_at, kept_at, version)
            VALUES (?, ?, ?, ?, ?, '{}', ?, ?, ?, 0) RETURNING id
            """);
    private final KeptStatement replace = new KeptStatement(
            """
            UPDATE waiting SET urgency = ?, message = ?, times = ?, run_id = ?, first_at = ?, kept_at = ?, version = version + 1
            WHERE id = ?
            """);
    private final KeptStatement remove = new KeptStatement("DELETE FROM waiting WHERE id = ? AND version = ?");
    private final KeptStatement remember = new KeptStatement(
            """
            UPDATE conversations SET alias = ?, memory = ?, parts = ?, holder = '', attempts = ?, next_at = 0, trouble = ?, notice = ?
            WHERE topic = ? AND name = ? AND holder = ?
            """);
    private final KeptStatement release = new KeptStatement(
            """
            UPDATE conversations SET holder = '', attempts = ?, next_at = ?, trouble = ?, trouble_since = ?, notice = ?
            WHERE topic = ? AND name = ? AND holder = ?
            """);
    private final KeptStatement claim = new KeptStatement(
            """
            UPDATE conversations SET holder = ?, held_until = ?, subject = ?, state_at = ?, state_run = ?
            WHERE topic = ? AND name = ? AND (holder = '' OR held_until <= ?)
            """);

    /** The conversation of a name, or of an alias. */
    Optional<Conversation> find(Handle handle, String topic, String name) throws SQLException {
        var found = one(byName.on(handle), topic, name);
        return found.isPresent() ? found : one(byAlias.on(handle), topic, name);
    }

    private static Optional<Conversation> one(PreparedStatement statement, String topic, String name) throws SQLException {
        statement.setString(1, topic);
        statement.setString(2, name);
        try (var rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(conversation(rows)) : Optional.empty();
        }
    }

    List<Waiting> waiting(Handle handle, String topic, String name) throws SQLException {
        var statement = waiting.on(handle);
        statement.setString(1, topic);
        statement.setString(2, name);
        var found = new ArrayList<Waiting>();
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                found.add(waiting(rows));
            }
        }
        return found;
    }

    /** @return false if another process has begun it just now */
    boolean begin(Handle handle, String topic, Conversation fresh) throws SQLException {
        var row = begin.on(handle);
        row.setString(1, topic);
        row.setString(2, fresh.name());
        row.setString(3, fresh.alias());
        row.setString(4, fresh.subject());
        row.setLong(5, fresh.stateAt());
        row.setString(6, fresh.stateRun());
        row.setString(7, fresh.holder());
        row.setLong(8, fresh.heldUntil());
        return row.executeUpdate() == 1;
    }

    /** Something newer of it has come, which is tried soon. */
    void note(Handle handle, String topic, Conversation now) throws SQLException {
        var row = note.on(handle);
        row.setString(1, now.subject());
        row.setLong(2, now.stateAt());
        row.setString(3, now.stateRun());
        row.setString(4, topic);
        row.setString(5, now.name());
        row.executeUpdate();
    }

    long insert(Handle handle, String topic, String name, Waiting waiting) throws SQLException {
        var row = insert.on(handle);
        row.setString(1, topic);
        row.setString(2, name);
        row.setString(3, waiting.part());
        row.setInt(4, waiting.urgency());
        row.setBytes(5, JsonText.bytes(waiting.message()));
        row.setString(6, waiting.runId());
        row.setLong(7, waiting.firstAt());
        row.setLong(8, waiting.firstAt());
        try (var id = row.executeQuery()) {
            id.next();
            return id.getLong(1);
        } finally {
            row.clearParameters(); // which would keep the message in memory
        }
    }

    void replace(Handle handle, Waiting waiting, long now) throws SQLException {
        var row = replace.on(handle);
        row.setInt(1, waiting.urgency());
        row.setBytes(2, JsonText.bytes(waiting.message()));
        row.setString(3, JsonText.text(waiting.times()));
        row.setString(4, waiting.runId());
        row.setLong(5, waiting.firstAt());
        row.setLong(6, now);
        row.setLong(7, waiting.id());
        row.executeUpdate();
        row.clearParameters();
    }

    /** Unless it has changed since. */
    void remove(Handle handle, Waiting waiting) throws SQLException {
        var row = remove.on(handle);
        row.setLong(1, waiting.id());
        row.setInt(2, waiting.version());
        row.executeUpdate();
    }

    /** Has been told, unless another process has taken over meanwhile. */
    void remember(Handle handle, String topic, Conversation now) throws SQLException {
        var row = remember.on(handle);
        row.setString(1, now.alias());
        row.setString(2, JsonText.text(now.memory()));
        row.setInt(3, now.memory().path("parts").asInt());
        row.setInt(4, now.attempts());
        row.setString(5, now.trouble());
        row.setInt(6, now.notice());
        row.setString(7, topic);
        row.setString(8, now.name());
        row.setString(9, now.holder());
        row.executeUpdate();
    }

    /** Others may speak, not before some time. */
    void release(Handle handle, String topic, Conversation now, long nextAt) throws SQLException {
        var row = release.on(handle);
        row.setInt(1, now.attempts());
        row.setLong(2, nextAt);
        row.setString(3, now.trouble());
        row.setLong(4, now.troubleSince());
        row.setInt(5, now.notice());
        row.setString(6, topic);
        row.setString(7, now.name());
        row.setString(8, now.holder());
        row.executeUpdate();
    }

    /** @return false if somebody else speaks */
    boolean claim(Handle handle, String topic, Conversation held, long now) throws SQLException {
        var row = claim.on(handle);
        row.setString(1, held.holder());
        row.setLong(2, held.heldUntil());
        row.setString(3, held.subject());
        row.setLong(4, held.stateAt());
        row.setString(5, held.stateRun());
        row.setString(6, topic);
        row.setString(7, held.name());
        row.setLong(8, now);
        return row.executeUpdate() == 1;
    }

    static Conversation conversation(ResultSet row) throws SQLException {
        return new Conversation(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                JsonText.read(row.getString(4)),
                row.getLong(5),
                row.getString(6),
                row.getString(7),
                row.getLong(8),
                row.getInt(9),
                row.getString(10),
                row.getLong(11),
                row.getInt(12),
                row.getBoolean(13));
    }

    static Waiting waiting(ResultSet row) throws SQLException {
        return new Waiting(
                row.getLong(1),
                row.getInt(2),
                row.getString(3),
                row.getInt(4),
                JsonText.read(row.getBytes(5)),
                JsonText.read(row.getString(6)),
                row.getString(7),
                row.getLong(8));
    }
}
