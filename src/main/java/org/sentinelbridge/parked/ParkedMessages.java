package org.sentinelbridge.parked;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The table of messages that could not be delivered. */
public final class ParkedMessages {

    private final Jdbi jdbi;

    public ParkedMessages(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Adds a message, within a transaction of the caller. */
    public static void add(Handle handle, ParkedMessage message) {
        handle.createUpdate(
                        """
                        INSERT INTO parked (id, run_id, flow, step, action, case_id, incident_id, cause, attempts, parked_at, body, encoding)
                        VALUES (:id, :runId, :flow, :step, :action, :caseId, :incidentId, :cause, :attempts, :parkedAt, :body, :encoding)
                        """)
                .bindMethods(message)
                .bind("parkedAt", message.parkedAt().toEpochMilli())
                .execute();
    }

    /** All messages, the newest first. */
    public List<ParkedMessage> all() {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT * FROM parked ORDER BY parked_at DESC, id")
                .map((row, context) -> new ParkedMessage(
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
                        row.getString("body"),
                        row.getString("encoding")))
                .list());
    }
}
