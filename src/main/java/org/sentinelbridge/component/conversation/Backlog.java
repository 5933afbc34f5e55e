package org.sentinelbridge.component.conversation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * What waits in a topic, as counted last.
 *
 * @param conversations of which something waits
 * @param states how many states wait
 * @param parts how many parts wait
 * @param oldest when what has waited longest came
 * @param full how many conversations have almost as many parts as the other side takes
 * @param troubles how many need a person
 * @param trouble what needs a person, of the one that has waited longest
 * @param since since when
 */
public record Backlog(
        int conversations, int states, int parts, Optional<Instant> oldest, int full, int troubles, String trouble, Optional<Instant> since) {

    static final Backlog EMPTY = new Backlog(0, 0, 0, Optional.empty(), 0, 0, "", Optional.empty());

    /** The other side takes 100 parts (learn.microsoft.com sentinel-service-limits: comments of an incident). */
    static final int ALMOST_FULL = 90;

    /** After so long, what is not urgent goes in the order in which it came. */
    private static final Duration URGENT_SOON = Duration.ofMinutes(15);
    /** More than can be spoken for at the same time, by callers who are being served. */
    private static final int MOST_CANDIDATES = 1_000;

    /** How many of the same kind wait. */
    int of(Waiting waiting) {
        return waiting.isState() ? states : parts;
    }

    /** How long the oldest has waited. */
    public Duration age() {
        return oldest.map(at -> Duration.between(at, Instant.now())).orElse(Duration.ZERO);
    }

    static Backlog count(Handle handle, String topic) {
        var waiting = handle.createQuery(
                        """
                        SELECT COUNT(DISTINCT name), COALESCE(SUM(CASE WHEN part = '' THEN 1 ELSE 0 END), 0), COUNT(*),
                            COALESCE(MIN(first_at), 0)
                        FROM waiting WHERE topic = :topic
                        """)
                .bind("topic", topic)
                .map((row, context) -> new Backlog(row.getInt(1), row.getInt(2), row.getInt(3) - row.getInt(2), moment(row.getLong(4)), 0, 0, "",
                        Optional.empty()))
                .one();
        var full = handle.createQuery("SELECT COUNT(*) FROM conversations WHERE topic = :topic AND parts >= " + ALMOST_FULL)
                .bind("topic", topic)
                .mapTo(int.class)
                .one();
        var troubled = handle.createQuery(
                        """
                        SELECT trouble, trouble_since FROM conversations WHERE topic = :topic AND notice > 0 AND trouble <> ''
                        ORDER BY trouble_since LIMIT 1000
                        """)
                .bind("topic", topic)
                .map((row, context) -> new Backlog(0, 0, 0, Optional.empty(), 0, 0, row.getString(1), moment(row.getLong(2))))
                .list();
        var first = troubled.isEmpty() ? EMPTY : troubled.get(0);
        return new Backlog(waiting.conversations, waiting.states, waiting.parts, waiting.oldest, full, troubled.size(), first.trouble, first.since);
    }

    private static Optional<Instant> moment(long millis) {
        return millis == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    /** Names of conversations of which something may be told now, in the order in which it should be. */
    static List<String> candidates(Handle handle, String topic, long now, boolean states, boolean parts) {
        return handle.createQuery(
                        """
                        SELECT head.name FROM waiting head
                        JOIN conversations c ON c.topic = head.topic AND c.name = head.name
                        WHERE head.topic = :topic AND c.next_at <= :now AND (c.holder = '' OR c.held_until <= :now)
                          AND (head.part = '' AND :states OR head.part <> '' AND :parts AND NOT EXISTS (
                              SELECT 1 FROM waiting earlier
                              WHERE earlier.topic = head.topic AND earlier.name = head.name
                                AND (earlier.part = '' OR earlier.first_at < head.first_at)))
                        ORDER BY CASE WHEN head.first_at < :soon THEN 0 ELSE head.urgency END, head.first_at, head.id LIMIT :most
                        """)
                .bind("topic", topic)
                .bind("now", now)
                .bind("states", states)
                .bind("parts", parts)
                .bind("soon", now - URGENT_SOON.toMillis())
                .bind("most", MOST_CANDIDATES)
                .mapTo(String.class)
                .list();
    }
}
