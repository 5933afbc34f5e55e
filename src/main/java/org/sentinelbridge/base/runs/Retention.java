package org.sentinelbridge.base.runs;

import java.time.Duration;
import org.jdbi.v3.core.Handle;
import org.sentinelbridge.base.store.Store;

/**
 * How long runs are kept, and how many.
 *
 * @param keepFor older ones are deleted; zero for none are kept at all
 * @param mostRows when there are more, the oldest are deleted
 */
public record Retention(Duration keepFor, int mostRows) {

    private static final int AT_ONCE = 1_000;

    boolean keepsNothing() {
        return keepFor.isZero();
    }

    /** Deletes what is to go, little by little, so that no other write waits long. */
    void prune(Store store) {
        var deleted = AT_ONCE;
        while (deleted == AT_ONCE) {
            deleted = store.writes().run(handle -> delete(handle, store.now(handle)));
        }
        deleted = AT_ONCE;
        while (deleted == AT_ONCE) {
            deleted = store.writes().run(handle -> Superseded.prune(handle, store.now(handle) - keepFor.toMillis(), AT_ONCE));
        }
    }

    /** Looks at the oldest ones only, and stops where the first younger one is. */
    private int delete(Handle handle, long now) {
        return handle.createUpdate(
                        """
                        DELETE FROM runs WHERE (started_at < :since OR id <= (SELECT MAX(id) FROM runs) - :most) AND id IN (
                            SELECT id FROM runs ORDER BY id LIMIT :atOnce)
                        """)
                .bind("since", now - keepFor.toMillis())
                .bind("most", mostRows)
                .bind("atOnce", AT_ONCE)
                .execute();
    }
}
