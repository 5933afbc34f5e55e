package org.sentinelbridge.component.parked;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sentinelbridge.component.parked.Replayed.Reason;

/**
 * Which flows lead to a side that takes nothing now: those of which {@value #ENOUGH} replays in a row have failed because of the
 * side as a whole. To send it more would only cost a time limit each. For one replay of many, and one thread.
 */
final class Outages {

    static final int ENOUGH = 3;

    private final Map<String, Integer> inARow = new HashMap<>();
    private final Map<String, String> causes = new LinkedHashMap<>();
    private String ofStore = "";
    private int notTried;

    /** Whether a message is not to be tried; it is counted then. */
    boolean skips(String flow) {
        var skips = !ofStore.isEmpty() || causes.containsKey(flow);
        notTried += skips ? 1 : 0;
        return skips;
    }

    /** Takes note of a result. One that was not sent tells nothing of the side. */
    void note(String flow, Replayed replayed) {
        if (replayed.reason() == Reason.SIDE) {
            if (inARow.merge(flow, 1, Integer::sum) == ENOUGH) {
                causes.put(flow, replayed.message());
            }
        } else if (!replayed.runId().isEmpty()) {
            inARow.remove(flow);
        }
    }

    /** Nothing more is to be tried, because no message can be claimed; the one that was about to be is counted. */
    void storeFails(String cause) {
        ofStore = cause;
        notTried++;
    }

    Untried untried() {
        if (notTried == 0) {
            return Untried.NONE;
        }
        var why = new StringBuilder();
        causes.forEach((flow, cause) -> why.append(ENOUGH + " messages of " + flow + " in a row have failed because of the other"
                + " side, the last one with: " + cause + (cause.endsWith(".") ? " " : ". ")));
        if (!ofStore.isEmpty()) {
            why.append("The store cannot be written: ").append(ofStore).append(". ");
        }
        return new Untried(notTried, "Stopped. " + why + "Not tried, and still parked: " + notTried
                + ". Replay them when that is mended; Connections and bridge doctor tell whether it is");
    }
}
