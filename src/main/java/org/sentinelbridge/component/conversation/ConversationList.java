package org.sentinelbridge.component.conversation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The conversations of a topic, to be looked at. Reads the store. */
public final class ConversationList {

    private final Jdbi jdbi;
    private final String topic;
    private final Talk talk;

    ConversationList(Jdbi jdbi, String topic, Talk talk) {
        this.jdbi = jdbi;
        this.topic = topic;
        this.talk = talk;
    }

    /**
     * A conversation of which something waits.
     *
     * @param subject what it is about, empty if nobody has said
     * @param states 1 if its state waits, else 0
     * @param parts how many parts wait
     * @param since when the oldest of it came
     * @param expected when it will be told
     * @param trouble why it needs a person, empty if it does not
     */
    public record Line(
            String name, String subject, int states, int parts, Instant since, Instant expected, String trouble, Optional<Instant> troubleSince) {}

    record Known(Conversation conversation, Optional<Waiting> state, int before) {}

    /** What waits as counted last; at the most some seconds old. */
    public Backlog backlog() {
        return talk.backlog();
    }

    /** Why nothing is told now, empty if something may be. */
    public String pausedBy() {
        return talk.budgets().cause();
    }

    /** Until when nothing is told, empty if something may be. */
    public Optional<Instant> pausedUntil() {
        var pause = talk.budgets().pause();
        return pause.isZero() ? Optional.empty() : Optional.of(Instant.now().plus(pause));
    }

    /** Why nothing could be told lately, also while it is being tried again; empty if nothing was in the way. */
    public String obstacle() {
        return talk.budgets().lastCause();
    }

    /** Whether the other side throttles, and takes what waits bit by bit: it goes on by itself, however much waits. */
    public boolean isThrottled() {
        return talk.budgets().isLearned();
    }

    /** When all that waits now will have been told. */
    public Instant expectedEnd() {
        var backlog = talk.backlog();
        return Instant.ofEpochMilli(Math.max(
                talk.budgets().expected(backlog.states(), Waiting.STATES), talk.budgets().expected(backlog.parts(), Waiting.PARTS)));
    }

    /** How many messages went into one that waited already, since the start of this process. */
    public long coalesced() {
        return talk.coalesced();
    }

    /** Conversations of which something waits, the oldest first, at the most so many. */
    public List<Line> waiting(int most) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        """
                        SELECT w.name, c.subject, SUM(CASE WHEN w.part = '' THEN 1 ELSE 0 END), COUNT(*), MIN(w.first_at), c.trouble,
                            c.trouble_since
                        FROM waiting w JOIN conversations c ON c.topic = w.topic AND c.name = w.name
                        WHERE w.topic = :topic
                        GROUP BY w.name, c.subject, c.trouble, c.trouble_since ORDER BY MIN(w.first_at) LIMIT :most
                        """)
                .bind("topic", topic)
                .bind("most", most)
                .map((row, context) -> line(handle, row))
                .list());
    }

    private Line line(Handle handle, ResultSet row) throws SQLException {
        var states = row.getInt(3);
        var since = row.getLong(5);
        var trouble = row.getString(6);
        var expected = talk.budgets().expected(before(handle, since, states > 0), states > 0 ? Waiting.STATES : Waiting.PARTS);
        return new Line(
                row.getString(1),
                row.getString(2),
                states,
                row.getInt(4) - states,
                Instant.ofEpochMilli(since),
                Instant.ofEpochMilli(expected),
                trouble,
                trouble.isEmpty() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(row.getLong(7))));
    }

    Known known(Handle handle, String name) {
        var conversation = one(handle, ConversationTable.BY_NAME, name)
                .or(() -> one(handle, ConversationTable.BY_ALIAS, name))
                .orElseGet(() -> Conversation.fresh(name));
        var state = handle.select(ConversationTable.ALL_WAITING, topic, conversation.name())
                .map((row, context) -> ConversationTable.waiting(row))
                .stream()
                .filter(Waiting::isState)
                .findFirst();
        return new Known(conversation, state, state.map(row -> before(handle, row.firstAt(), true)).orElse(0));
    }

    private Optional<Conversation> one(Handle handle, String query, String name) {
        return handle.select(query, topic, name).map((row, context) -> ConversationTable.conversation(row)).findFirst();
    }

    private int before(Handle handle, long firstAt, boolean isState) {
        return handle.select("SELECT COUNT(*) FROM waiting WHERE topic = ? AND first_at < ? AND part " + (isState ? "=" : "<>") + " ''", topic, firstAt)
                .mapTo(int.class)
                .one();
    }
}
