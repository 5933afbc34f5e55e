package org.sentinelbridge.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How long each run of a flow took, and what went wrong. */
final class Samples {

    private final List<Long> nanos = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private double seconds;

    void add(long duration) {
        nanos.add(duration);
    }

    void fail(String failure) {
        failures.add(failure);
    }

    void lasted(double measured) {
        seconds += measured;
    }

    /** Milliseconds that so many percent of the runs did not exceed. */
    double percentile(double percent) {
        if (nanos.isEmpty()) {
            return Double.NaN;
        }
        Collections.sort(nanos);
        return nanos.get((int) Math.min(nanos.size() - 1, nanos.size() * percent / 100)) / 1e6;
    }

    double perSecond() {
        return nanos.size() / seconds;
    }

    /** What a reader must know before the figures are believed; empty if all runs went well. */
    String trouble() {
        return failures.isEmpty() ? "" : " (" + failures.size() + " FAILED: " + failures.get(0) + ")";
    }
}
