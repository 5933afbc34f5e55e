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

    private static final String PUT =
            """
            INSERT INTO conversations (topic, name, alias, subject, memory, parts, state_at, state_run, holder, held_until, attempts,
                next_at, trouble, trouble_since, notice, touched_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, 0, ?, ?)
            ON CONFLICT (topic, name) DO UPDATE SET touched_at = excluded.touched_at,
            """;
    private static final String NEWEST = ifState(">=");
    /** What has come while another was being told stays the newest, also if it came in the same millisecond. */
    private static final String UNLESS_NEWER = ifState(">");
    private static final int AFTER_ROW = 15;

    private final KeptStatement byName = new KeptStatement(BY_NAME);
    private final KeptStatement byAlias = new KeptStatement(BY_ALIAS);
    private final KeptStatement waiting = new KeptStatement(ALL_WAITING);
    private final KeptStatement claim = new KeptStatement(PUT + NEWEST
            + ", holder = excluded.holder, held_until = excluded.held_until WHERE conversations.holder IN ('', excluded.holder)"
            + " OR conversations.held_until <= ?");
    private final KeptStatement note = new KeptStatement(PUT + NEWEST + ", next_at = 0");
    private final KeptStatement save = new KeptStatement(PUT + UNLESS_NEWER
            + ", alias = excluded.alias, memory = excluded.memory, parts = excluded.parts, holder = '', attempts = excluded.attempts,"
            + " next_at = 0, trouble = excluded.trouble, notice = excluded.notice WHERE conversations.holder = ?");
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
    private final KeptStatement release = new KeptStatement(
            """
            UPDATE conversations SET holder = '', attempts = ?, next_at = ?, trouble = ?, trouble_since = ?, notice = ?
            WHERE topic = ? AND name = ? AND holder = ?
            """);
    private static String ifState(String comparison) {
        return """
            subject = excluded.subject,
            state_run = CASE WHEN excluded.state_at %1$s conversations.state_at THEN excluded.state_run ELSE conversations.state_run END,
            state_at = CASE WHEN excluded.state_at %1$s conversations.state_at THEN excluded.state_at ELSE conversations.state_at END
            """.formatted(comparison);
    }

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

    /** Something newer of it has come, which is tried soon. */
    void note(Handle handle, String topic, Conversation now) throws SQLException {
        row(note.on(handle), topic, now).executeUpdate();
    }

    /** What it says is what counts from now on, and nobody speaks any more, unless another process has taken over meanwhile. */
    void save(Handle handle, String topic, Conversation now) throws SQLException {
        var row = row(save.on(handle), topic, now.spokenByNobody());
        row.setString(AFTER_ROW, now.holder());
        row.executeUpdate();
    }

    /** @return false if another process speaks */
    boolean claim(Handle handle, String topic, Conversation held, long now) throws SQLException {
        var row = row(claim.on(handle), topic, held);
        row.setLong(AFTER_ROW, now);
        return row.executeUpdate() == 1;
    }

    private static PreparedStatement row(PreparedStatement row, String topic, Conversation conversation) throws SQLException {
        row.setString(1, topic);
        row.setString(2, conversation.name());
        row.setString(3, conversation.alias());
        row.setString(4, conversation.subject());
        row.setString(5, JsonText.text(conversation.memory()));
        row.setInt(6, conversation.memory().path("parts").asInt());
        row.setLong(7, conversation.stateAt());
        row.setString(8, conversation.stateRun());
        row.setString(9, conversation.holder());
        row.setLong(10, conversation.heldUntil());
        row.setInt(11, conversation.attempts());
        row.setString(12, conversation.trouble());
        row.setInt(13, conversation.notice());
        row.setLong(14, System.currentTimeMillis());
        return row;
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
