package org.sentinelbridge.base.runs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.sentinelbridge.base.runs.Bundles.Bundle;
import org.sentinelbridge.base.store.KeptText;

/** How a run stands in its row. What is too long for a column is cut. */
final class RunRow {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<List<Step>> STEPS = new TypeReference<>() {};
    private static final int MOST_CAUSE = 2_000;

    // By JDBC alone, as thousands may come in a second.
    private static final String INSERT = """
            INSERT INTO runs (run_id, last_run_id, runs, flow, action, case_id, incident_id, items, outcome, status, started_at,
                ms, failed_step, cause, parked_ids, steps, members) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private RunRow() {}

    /** Adds rows. */
    static void insert(Connection connection, List<Bundle> bundles) throws SQLException {
        try (var insert = connection.prepareStatement(INSERT)) {
            for (var bundle : bundles) {
                insert(insert, bundle);
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("steps cannot be written as JSON", e);
        }
    }

    private static void insert(PreparedStatement insert, Bundle bundle) throws SQLException, JsonProcessingException {
        var run = bundle.run();
        insert.setString(1, cut(run.runId(), 64));
        insert.setString(2, cut(bundle.last(), 64));
        insert.setInt(3, run.runs());
        insert.setString(4, cut(run.flow(), 100));
        insert.setString(5, cut(run.action(), 100));
        insert.setString(6, cut(run.caseId(), 256));
        insert.setString(7, cut(run.incidentId(), 64));
        insert.setInt(8, run.items());
        insert.setString(9, run.outcome().word());
        insert.setInt(10, run.status());
        insert.setLong(11, run.startedAt().toEpochMilli());
        insert.setLong(12, run.ms());
        insert.setString(13, cut(run.failedStep(), 200));
        insert.setString(14, cut(run.cause(), MOST_CAUSE));
        insert.setString(15, String.join(" ", run.parkedIds()));
        insert.setString(16, run.steps().isEmpty() ? "" : JSON.writeValueAsString(run.steps()));
        insert.setBytes(17, bundle.members());
        insert.executeUpdate();
    }

    static Run read(ResultSet row, boolean withSteps) throws SQLException {
        var parked = row.getString("parked_ids");
        var superseded = Objects.requireNonNullElse(row.getString("superseded_by"), "");
        var cause = row.getString("cause");
        return new Run(
                row.getString("run_id"),
                row.getInt("runs"),
                row.getString("flow"),
                row.getString("action"),
                row.getString("case_id"),
                row.getString("incident_id"),
                row.getInt("items"),
                superseded.isEmpty() ? Outcome.of(row.getString("outcome")) : Outcome.SUPERSEDED,
                row.getInt("status"),
                Instant.ofEpochMilli(row.getLong("started_at")),
                row.getLong("ms"),
                row.getString("failed_step"),
                superseded.isEmpty() ? cause : "Superseded by run " + superseded + "; nothing to do. It was parked because: " + cause,
                parked.isEmpty() ? List.of() : List.of(parked.split(" ")),
                withSteps ? steps(row.getString("steps")) : List.of(),
                superseded);
    }

    private static List<Step> steps(String json) {
        try {
            return json.isEmpty() ? List.of() : JSON.readValue(json, STEPS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the steps of a run are no JSON", e);
        }
    }

    /** PostgreSQL cannot keep the character 0 in a text. */
    private static String cut(String text, int most) {
        var clean = KeptText.of(text);
        return clean.length() > most ? clean.substring(0, most) : clean;
    }
}
