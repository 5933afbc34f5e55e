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
        String replays) {

    /** The same message, after it has failed once more. */
    ParkedMessage again(String run, String failedStep, String why) {
        return new ParkedMessage(
                id, run, flow, failedStep, action, caseId, incidentId, why, attempts + 1, parkedAt, body, encoding,
                origin, replays);
    }
}
