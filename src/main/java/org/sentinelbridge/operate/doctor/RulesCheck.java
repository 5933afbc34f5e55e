package org.sentinelbridge.operate.doctor;

import org.sentinelbridge.elastic.kibana.ConnectorSetup;
import org.sentinelbridge.elastic.kibana.Kibana;
import org.sentinelbridge.elastic.kibana.KibanaFailure;
import org.sentinelbridge.elastic.kibana.RuleActions;

/** Whether rules send all alerts of a run together. One by one, Kibana drops what is beyond its limit of actions in a run. */
final class RulesCheck implements Check {

    private static final int MOST_NAMED = 5;

    private final Kibana kibana;
    private final String space;

    RulesCheck(Kibana kibana, String space) {
        this.kibana = kibana;
        this.space = space;
    }

    @Override
    public String name() {
        return "rules";
    }

    @Override
    public Finding look() {
        try {
            var rules = RuleActions.oneByOne(kibana, ConnectorSetup.alertConnectorId(space));
            return rules.isEmpty()
                    ? Finding.ok(name(), "No rule sends its alerts one by one; a run still makes at most max_signals alerts (100 unless a rule says more)")
                    : Finding.warn(name(), "Rules that send each alert by itself: "
                                    + String.join(", ", rules.subList(0, Math.min(MOST_NAMED, rules.size())))
                                    + (rules.size() > MOST_NAMED ? " and " + (rules.size() - MOST_NAMED) + " more" : "")
                                    + "; Kibana drops what is beyond its limit of actions in a run",
                            "Choose \"Summary of alerts\" as the action's frequency, with the body that bridge provision kibana --print shows");
        } catch (KibanaFailure e) {
            return Finding.ok(name(), "Not known: " + e.what());
        }
    }
}
