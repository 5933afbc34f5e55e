package org.sentinelbridge.component.parked;

import org.sentinelbridge.base.runs.Outcome;

/**
 * What became of a replay.
 *
 * @param id of the parked message
 * @param outcome {@code DELIVERED}: the other side has it, and it is no longer parked; {@code QUEUED}: it is in an outbox, and
 *     no longer
 *     parked; {@code PARKED}: it is still parked; {@code SUPERSEDED}: something newer is there, and it is no longer parked; {@code
 * FAILED}: it could not be tried
 * @param message a sentence for a person
 * @param runId the run, or empty if it was not tried
 * @param reason why it could not be tried, or why others need not be
 */
public record Replayed(String id, Outcome outcome, String message, String runId, Reason reason) {

    /** What is the matter with more than what was sent. */
    public enum Reason {
        NONE,
        /** There is no such message, or no more. */
        GONE,
        /** Somebody else is at it. */
        BUSY,
        /** Something newer of the same has arrived, so there is nothing to do. */
        SUPERSEDED,
        /** It was sent, but the side as a whole is down, takes nothing now or does not let us in. */
        SIDE
    }

    static Replayed refused(String id, Reason reason) {
        return new Replayed(
                id,
                Outcome.FAILED,
                reason == Reason.GONE
                        ? "No parked message has this id; it was replayed or discarded, or never was"
                        : "Somebody else is replaying or discarding this message right now",
                "",
                reason);
    }

    /** @param runId the run of the replay, or empty if it was not tried */
    static Replayed superseded(String id, String byRun, String runId) {
        return new Replayed(id, Outcome.SUPERSEDED, SupersededException.message(byRun), runId, Reason.SUPERSEDED);
    }

    static Replayed left(String id, String message) {
        return new Replayed(id, Outcome.PARKED, message, "", Reason.NONE);
    }
}
