package org.sentinelbridge.base.runs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Runs as JSON, the same for everybody who shows them. */
public final class RunJson {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private RunJson() {}

    /** A run without its steps, as in lists. */
    public static ObjectNode line(Run run) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("run_id", run.runId())
                .put("runs", run.runs())
                .put("flow", run.flow())
                .put("action", run.action())
                .put("case_id", run.caseId())
                .put("incident_id", run.incidentId())
                .put("items", run.items())
                .put("outcome", run.outcome().word())
                .put("status", run.status())
                .put("started_at", TIME.format(run.startedAt()))
                .put("ms", run.ms())
                .put("failed_step", run.failedStep())
                .put("cause", run.cause())
                .put("superseded_by", run.supersededBy());
        run.parkedIds().forEach(json.putArray("parked_ids")::add);
        return json;
    }

    /** A run with its steps. */
    public static ObjectNode detail(Run run) {
        var json = line(run);
        var steps = json.putArray("steps");
        run.steps().forEach(step ->
                steps.addObject().put("step", step.step()).put("ms", step.ms()).put("at_ms", step.atMs()));
        return json;
    }
}
