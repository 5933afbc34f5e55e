package org.sentinelbridge.component.conversation;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Something that waits to be told.
 *
 * @param id its row, 0 if it is not in the store
 * @param version counts its changes
 * @param part empty for the state
 * @param times when members have changed that did not come at first, in milliseconds since 1970
 * @param firstAt when it first came, in milliseconds since 1970
 */
record Waiting(long id, int version, String part, int urgency, ObjectNode message, ObjectNode times, String runId, long firstAt) {

    static final String STATES = "state";
    static final String PARTS = "part";

    Waiting withId(long newId) {
        return new Waiting(newId, version, part, urgency, message, times, runId, firstAt);
    }

    /** The same, where another row stands already. */
    Waiting inPlaceOf(Waiting row) {
        return new Waiting(row.id, row.version, part, urgency, message, times, runId, firstAt);
    }

    /** Whether it is in the store; what is told at once need not be. */
    boolean isStored() {
        return id > 0;
    }

    boolean isState() {
        return part.isEmpty();
    }

    /** State and parts have a budget each. */
    String kind() {
        return isState() ? STATES : PARTS;
    }
}
