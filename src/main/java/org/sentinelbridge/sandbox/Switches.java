package org.sentinelbridge.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Conditions that hold until they are changed. */
final class Switches {

    private final boolean throttleAtStart;
    private boolean throttle;
    private boolean role;
    private long latencyMillis;
    private long notFoundAfterCreateMillis;

    Switches(boolean throttleAtStart) {
        this.throttleAtStart = throttleAtStart;
        reset();
    }

    void reset() {
        throttle = throttleAtStart;
        role = true;
        latencyMillis = 0;
        notFoundAfterCreateMillis = 0;
    }

    boolean throttle() {
        return throttle;
    }

    void throttle(boolean on) {
        throttle = on;
    }

    /** Whether the application has its role on the workspace. */
    boolean role() {
        return role;
    }

    void role(boolean assigned) {
        role = assigned;
    }

    long latencyMillis() {
        return latencyMillis;
    }

    void latencyMillis(long millis) {
        latencyMillis = millis;
    }

    /** How long a new incident cannot be read. */
    long notFoundAfterCreateMillis() {
        return notFoundAfterCreateMillis;
    }

    void notFoundAfterCreateMillis(long millis) {
        notFoundAfterCreateMillis = millis;
    }

    ObjectNode describe() {
        ObjectNode description = Json.object();
        description.put("throttle", throttle);
        description.put("role", role);
        description.put("latency_ms", latencyMillis);
        description.put("not_found_after_create_ms", notFoundAfterCreateMillis);
        return description;
    }
}
