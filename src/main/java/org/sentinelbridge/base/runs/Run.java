package org.sentinelbridge.base.runs;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * One webhook call, delivery batch, poll or event batch that has ended; or several of a kind that were very many in the same
 * second. Texts are empty where there is nothing to say.
 *
 * @param runId as told to the caller, in log lines and in parked messages; of several, the first
 * @param runs how many runs this stands for; more than 1 only in lists, each of them is found by its id all the same
 * @param flow the route that it began with, such as {@code case-webhook}
 * @param action what was asked for
 * @param caseId the Kibana case
 * @param incidentId the Sentinel incident
 * @param items alerts, events or incidents in it, of all together
 * @param outcome how it ended
 * @param status what an HTTP caller was answered; 0 if there was none
 * @param startedAt when it began; of several, the first
 * @param ms how long it took, in milliseconds; of several, the longest
 * @param failedStep the id of the step that failed
 * @param cause one sentence, without secrets; of a run that went well, what was dropped in it
 * @param parkedIds the first messages of it that were parked
 * @param steps the steps passed, of a run that did not go well; lists of runs leave them out
 * @param supersededBy the run that brought something newer of what this one had parked
 */
public record Run(
        String runId,
        int runs,
        String flow,
        String action,
        String caseId,
        String incidentId,
        int items,
        Outcome outcome,
        int status,
        Instant startedAt,
        long ms,
        String failedStep,
        String cause,
        List<String> parkedIds,
        List<Step> steps,
        String supersededBy) {

    public Run {
        parkedIds = List.copyOf(parkedIds);
        steps = List.copyOf(steps);
    }

    /** A run that nothing has superseded. */
    public Run(
            String runId,
            int runs,
            String flow,
            String action,
            String caseId,
            String incidentId,
            int items,
            Outcome outcome,
            int status,
            Instant startedAt,
            long ms,
            String failedStep,
            String cause,
            List<String> parkedIds,
            List<Step> steps) {
        this(runId, runs, flow, action, caseId, incidentId, items, outcome, status, startedAt, ms, failedStep, cause, parkedIds,
                steps, "");
    }

    /**
     * One row for runs of the same flow and outcome; what differs from run to run is left empty, and the cause is that of the
     * first.
     */
    static Run together(List<Run> runs) {
        var first = runs.get(0);
        return new Run(
                runs.stream().map(Run::runId).min(Comparator.naturalOrder()).orElseThrow(),
                runs.size(),
                first.flow,
                runs.stream().allMatch(run -> run.action.equals(first.action)) ? first.action : "",
                "",
                "",
                runs.stream().mapToInt(Run::items).sum(),
                first.outcome,
                first.status,
                runs.stream().map(Run::startedAt).min(Comparator.naturalOrder()).orElseThrow(),
                runs.stream().mapToLong(Run::ms).max().orElseThrow(),
                first.failedStep,
                first.cause,
                List.of(),
                List.of());
    }

    /** One of the runs that this stands for. */
    Run member(String id, Instant started, long took, int number) {
        return new Run(
                id, 1, flow, action, "", "", number, outcome, status, started, took, failedStep, cause, List.of(), List.of());
    }
}
