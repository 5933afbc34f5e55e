package org.sentinelbridge.component.conversation;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Something that waits to be told.
 *
 * @param id its row
 * @param version counts its changes
 * @param part empty for the state
 * @param times when members have changed that did not come at first, in milliseconds since 1970
 * @param firstAt when it first came, in milliseconds since 1970
 */
record Waiting(long id, int version, String part, int urgency, ObjectNode message, ObjectNode times, String runId, long firstAt) {

    Waiting withId(long newId) {
        return new Waiting(newId, version, part, urgency, message, times, runId, firstAt);
    }

    boolean isState() {
        return part.isEmpty();
    }

    String kind() {
        return kind(part);
    }

    /** State and parts have a budget each. */
    static String kind(String part) {
        return part.isEmpty() ? "state" : "part";
    }
}
