package org.sentinelbridge.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Conditions that hold until they are changed. */
final class Switches {

    private final boolean throttleAtStart;
    private boolean throttle;
    private boolean role;
    private long latencyMillis;
    private long notFoundAfterCreateMillis;
    private boolean ingestionRole;
    private boolean rulesReadable;
    private boolean ingestionLimitUnpacked;
    private Optional<String> rejectRowsWith = Optional.empty();

    Switches(boolean throttleAtStart) {
        this.throttleAtStart = throttleAtStart;
        reset();
    }

    void reset() {
        throttle = throttleAtStart;
        role = true;
        latencyMillis = 0;
        notFoundAfterCreateMillis = 0;
        ingestionRole = true;
        rulesReadable = true;
        ingestionLimitUnpacked = false;
        rejectRowsWith = Optional.empty();
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

    /** Whether the application has its role on the data collection rule. */
    boolean ingestionRole() {
        return ingestionRole;
    }

    void ingestionRole(boolean assigned) {
        ingestionRole = assigned;
    }

    /** Whether the application may read data collection rules. */
    boolean rulesReadable() {
        return rulesReadable;
    }

    void rulesReadable(boolean may) {
        rulesReadable = may;
    }

    /** Whether the limit of an upload holds for its uncompressed size too. */
    boolean ingestionLimitUnpacked() {
        return ingestionLimitUnpacked;
    }

    void ingestionLimitUnpacked(boolean on) {
        ingestionLimitUnpacked = on;
    }

    /** The text that spoils the upload in which it stands. */
    Optional<String> rejectRowsWith() {
        return rejectRowsWith;
    }

    void rejectRowsWith(Optional<String> text) {
        rejectRowsWith = text;
    }

    ObjectNode describe() {
        ObjectNode description = Json.object();
        description.put("throttle", throttle);
        description.put("role", role);
        description.put("latency_ms", latencyMillis);
        description.put("not_found_after_create_ms", notFoundAfterCreateMillis);
        description.put("ingestion_role", ingestionRole);
        description.put("rules_readable", rulesReadable);
        description.put("ingestion_limit_unpacked", ingestionLimitUnpacked);
        description.put("reject_rows_with", rejectRowsWith.orElse(null));
        return description;
    }
}
