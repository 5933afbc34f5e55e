package org.sentinelbridge.component.parked;

/**
 * Which parked messages are wanted. An empty text lets all through.
 *
 * @param flow exactly
 * @param step exactly
 * @param caseId exactly
 * @param incidentId exactly
 * @param text somewhere in cause, case, incident, run id, id or action, in any case
 */
public record ParkedFilter(String flow, String step, String caseId, String incidentId, String text) {

    public static final ParkedFilter ALL = new ParkedFilter("", "", "", "", "");

    /** Whether it lets everything through. */
    public boolean isAll() {
        return equals(ALL);
    }
}
