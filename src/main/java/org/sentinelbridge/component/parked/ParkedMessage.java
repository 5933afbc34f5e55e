package org.sentinelbridge.component.parked;

import java.time.Instant;

/**
 * A message that could not be delivered.
 *
 * @param id its own id, a UUID
 * @param runId the run that failed, as told to the caller
 * @param flow the route that took the message in
 * @param step the id of the step that failed
 * @param action what was asked for, or empty
 * @param caseId the Kibana case, or empty
 * @param incidentId the Sentinel incident, or empty
 * @param cause one sentence, without secrets
 * @param attempts how many attempts have failed
 * @param parkedAt when it was parked
 * @param body what was received; nothing in lists
 * @param encoding how the body is shown, see {@link Received#encoding}
 * @param origin what is known of a record beside its text, see {@code records.KeptRecords}; or empty
 * @param replays the last replays that failed, JSON, see {@link FailedReplays}
 * @param part what of a case it is about: {@value #WHOLE_CASE}, or the id of a comment; empty if nothing newer takes its place
 * @param failureKind the simple name of the exception with which it failed, or empty
 * @param receivedAt when it came
 */
public record ParkedMessage(
        String id,
        String runId,
        String flow,
        String step,
        String action,
        String caseId,
        String incidentId,
        String cause,
        int attempts,
        Instant parkedAt,
        Received body,
        String encoding,
        String origin,
        String replays,
        String part,
        String failureKind,
        Instant receivedAt) {

    static final String WHOLE_CASE = "case";

    /** A message that stands for itself, whatever else is parked; it was received when it was parked. */
    public ParkedMessage(
            String id,
            String runId,
            String flow,
            String step,
            String action,
            String caseId,
            String incidentId,
            String cause,
            int attempts,
            Instant parkedAt,
            Received body,
            String encoding,
            String origin,
            String replays) {
        this(id, runId, flow, step, action, caseId, incidentId, cause, attempts, parkedAt, body, encoding, origin, replays, "", "",
                parkedAt);
    }

    /** Whether something newer of the same takes its place. */
    boolean hasSubject() {
        return !part.isEmpty() && !(incidentId.isEmpty() && caseId.isEmpty());
    }

    /** The same message, after it has failed once more. */
    ParkedMessage again(String run, String failedStep, String why, String kind) {
        return new ParkedMessage(
                id, run, flow, failedStep, action, caseId, incidentId, why, attempts + 1, parkedAt, body, encoding,
                origin, replays, part, kind, receivedAt);
    }
}
