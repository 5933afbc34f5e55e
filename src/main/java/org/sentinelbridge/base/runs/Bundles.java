package org.sentinelbridge.base.runs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts runs of a kind together where very many come: {@value #BURST} of a kind have rows of their own, and one more each
 * {@value #MILLIS_EACH} ms; what is beyond shares rows. So neither a flood of alerts nor one of failures costs more than it
 * must, or pushes everything else out of the journal. For one thread.
 */
final class Bundles {

    static final int BURST = 100;
    static final int MILLIS_EACH = 2_000;
    static final int MOST_TOGETHER = 2_000;

    private final Map<Kind, Allowance> allowances = new HashMap<>();

    /** @param nowMillis some clock's time that only goes forward */
    List<Bundle> of(List<Run> runs, long nowMillis) {
        var bundles = new ArrayList<Bundle>();
        var crowds = new LinkedHashMap<Crowd, List<Run>>();
        for (var run : runs) {
            var kind = new Kind(run.flow(), run.outcome(), run.status());
            if (allowances.computeIfAbsent(kind, first -> new Allowance(BURST, MILLIS_EACH, nowMillis)).take(nowMillis)
                    || !canShare(run)) {
                bundles.add(Bundle.of(run));
            } else {
                crowds.computeIfAbsent(new Crowd(kind, Members.process(run.runId())), first -> new ArrayList<>()).add(run);
            }
        }
        for (var crowd : crowds.values()) {
            for (var i = 0; i < crowd.size(); i += MOST_TOGETHER) {
                bundles.add(Bundle.of(crowd.subList(i, Math.min(crowd.size(), i + MOST_TOGETHER))));
            }
        }
        return bundles;
    }

    /** What was parked has cost a larger row already, and is to be found by its run. */
    private static boolean canShare(Run run) {
        return run.parkedIds().isEmpty() && Members.canHold(run.runId());
    }

    /**
     * What one row holds.
     *
     * @param last the id of the last run of several, or the empty text
     * @param members of several, as {@link Members} writes them
     */
    record Bundle(Run run, String last, byte[] members) {

        private static final byte[] NONE = {};

        static Bundle of(Run run) {
            return new Bundle(run, "", NONE);
        }

        private static Bundle of(List<Run> runs) {
            if (runs.size() == 1) {
                return of(runs.get(0));
            }
            var last = runs.stream().map(Run::runId).max(String::compareTo).orElseThrow();
            return new Bundle(Run.together(runs), last, Members.write(runs));
        }
    }

    private record Kind(String flow, Outcome outcome, int status) {}

    private record Crowd(Kind kind, String process) {}
}
