package org.sentinelbridge.component.documents;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What Kibana's variable {@code alerts} is in an action for a summary of alerts: <code>{"new": {"count": 1, "data": [alert]},
 * "ongoing": {…}, "recovered": {…}, "all": {…}}</code>. All holds those of the other three once more (Kibana,
 * "Rule action variables", summaries).
 */
final class Summary {

    private static final String ALL = "all";
    private static final List<String> STATES = List.of("new", "ongoing", "recovered", ALL);

    private final Map<String, Found> states = new TreeMap<>();

    static boolean isState(String member) {
        return STATES.contains(member);
    }

    /** Where the alerts of a state belong. */
    Found of(String state) {
        return states.computeIfAbsent(state, first -> new Found());
    }

    /** The alerts, each once; empty if there are none, so that it is no summary. */
    Optional<Found> alerts() {
        var single = new Found();
        states.forEach((state, alerts) -> {
            if (!state.equals(ALL)) {
                single.addAll(alerts);
            }
        });
        return single.isEmpty() ? Optional.ofNullable(states.get(ALL)).filter(all -> !all.isEmpty()) : Optional.of(single);
    }
}
