package org.sentinelbridge.component.parked;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.sentinelbridge.base.runs.Superseded;
import org.sentinelbridge.base.store.Store;

/**
 * Of a case, and of each of its comments, one message is parked for each kind of cause, however often it is pushed: the newest. What
 * somebody is replaying is left alone until it is given back.
 */
final class OneOfEach {

    /** To be bound with {@code flow}, {@code part}, {@code incidentId} and {@code caseId}. */
    static final String SAME_PART = """
            part <> '' AND part = :part AND incident_id = :incidentId AND (incident_id <> '' OR case_id = :caseId) AND flow = :flow
            """;

    private final Store store;

    OneOfEach(Store store) {
        this.store = store;
    }

    /**
     * Parks a message, within a transaction of the caller.
     *
     * @return the id under which it is parked: its own, or that of the message whose place it has taken
     */
    String park(Handle handle, ParkedMessage message) {
        if (!message.hasSubject()) {
            ParkedMessages.add(handle, message);
            return message.id();
        }
        store.alone(handle, "parked");
        var same = free(handle, message);
        if (same.isEmpty()) {
            ParkedMessages.add(handle, message);
            return message.id();
        }
        var stays = same.get(0).id();
        if (same.get(0).receivedAt() <= message.receivedAt().toEpochMilli()) {
            replace(handle, stays, message);
        }
        handle.createUpdate("UPDATE parked SET attempts = attempts + :attempts WHERE id = :id")
                .bind("attempts", message.attempts())
                .bind("id", stays)
                .execute();
        removeAllButTheFirst(handle, same);
        return stays;
    }

    /**
     * Sees to it that of a message that somebody has given back there is only one, within a transaction of the caller.
     *
     * @return how many messages have left the table
     */
    int unite(Handle handle, ParkedMessage message) {
        if (!message.hasSubject()) {
            return 0;
        }
        store.alone(handle, "parked");
        return removeAllButTheFirst(handle, free(handle, message));
    }

    /** Those of the same part and the same kind of cause that nobody has claimed, the newest first. */
    private List<Entry> free(Handle handle, ParkedMessage message) {
        return handle.createQuery("SELECT id, run_id, received_at FROM parked WHERE " + SAME_PART
                        + " AND failure_kind = :failureKind AND claimed_until <= :now ORDER BY received_at DESC, parked_at DESC, id")
                .bindMethods(message)
                .bind("now", store.now(handle))
                .map((row, context) -> new Entry(row.getString("id"), row.getString("run_id"), row.getLong("received_at")))
                .list();
    }

    /** Whoever had claimed it and died, or comes late, must not take what is newer for what he had. */
    private static void replace(Handle handle, String id, ParkedMessage message) {
        handle.createUpdate(
                        """
                        UPDATE parked SET run_id = :runId, step = :step, action = :action, case_id = :caseId, cause = :cause,
                            parked_at = :parkedAt, received_at = :receivedAt, received = :received, encoding = :encoding,
                            claimed_by = '', claimed_until = 0
                        WHERE id = :old
                        """)
                .bindMethods(message)
                .bind("parkedAt", message.parkedAt().toEpochMilli())
                .bind("receivedAt", message.receivedAt().toEpochMilli())
                .bind("received", message.body().bytes())
                .bind("old", id)
                .execute();
    }

    private int removeAllButTheFirst(Handle handle, List<Entry> entries) {
        for (var older : entries.subList(Math.min(1, entries.size()), entries.size())) {
            handle.createUpdate("DELETE FROM parked WHERE id = :id").bind("id", older.id()).execute();
            Superseded.add(handle, older.id(), entries.get(0).runId(), store.now(handle));
        }
        return Math.max(0, entries.size() - 1);
    }

    private record Entry(String id, String runId, long receivedAt) {}
}
