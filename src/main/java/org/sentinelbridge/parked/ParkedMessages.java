package org.sentinelbridge.parked;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** The table of messages that could not be delivered. */
public final class ParkedMessages {

    private final Jdbi jdbi;

    public ParkedMessages(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Adds a message. It is on disk when this returns. */
    public void add(ParkedMessage message) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        """
                        INSERT INTO parked (id, run_id, flow, step, action, case_id, incident_id, cause, attempts, parked_at, body)
                        VALUES (:id, :runId, :flow, :step, :action, :caseId, :incidentId, :cause, :attempts, :parkedAt, :body)
                        """)
                .bindMethods(message)
                .bind("parkedAt", message.parkedAt().toEpochMilli())
                .execute());
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
                        row.getString("body")))
                .list());
    }
}
