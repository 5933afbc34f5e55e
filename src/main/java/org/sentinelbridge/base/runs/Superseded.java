package org.sentinelbridge.base.runs;

import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Which parked messages are gone because something newer of the same arrived, and by which run. Kept as long as runs are, because
 * the runs that parked them say it.
 */
public final class Superseded {

    private Superseded() {}

    /** Takes note, within a transaction of the caller, that a message is gone; what was noted first stays. */
    public static void add(Handle handle, String id, String byRun, long now) {
        handle.createUpdate(
                        """
                        INSERT INTO superseded (id, by_run, superseded_at) VALUES (:id, :run, :now) ON CONFLICT (id) DO NOTHING
                        """)
                .bind("id", id)
                .bind("run", byRun)
                .bind("now", now)
                .execute();
    }

    /** The run that superseded a message; empty if none has. */
    public static Optional<String> by(Handle handle, String id) {
        return handle.createQuery("SELECT by_run FROM superseded WHERE id = :id")
                .bind("id", id)
                .mapTo(String.class)
                .findOne();
    }

    /** Deletes those from before a moment, and those that are older than every run that is kept; some at a time. */
    static int prune(Handle handle, long since, int most) {
        return handle.createUpdate(
                        """
                        DELETE FROM superseded WHERE id IN (
                            SELECT id FROM superseded WHERE superseded_at < :since
                                OR superseded_at < (SELECT started_at FROM runs ORDER BY id LIMIT 1)
                            ORDER BY superseded_at LIMIT :most)
                        """)
                .bind("since", since)
                .bind("most", most)
                .execute();
    }
}
