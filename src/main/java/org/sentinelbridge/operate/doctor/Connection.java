package org.sentinelbridge.operate.doctor;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How one side is: what the running bridge knows of it, and what the last checks have found.
 *
 * @param why the worst that is known, or that all is well
 * @param next what to do about it; empty if there is nothing to do
 * @param checks the findings; empty if nothing was checked yet
 */
public record Connection(String name, boolean on, State state, String why, String next, Pulse pulse, List<Finding> checks) {

    public Connection {
        checks = List.copyOf(checks);
    }

    static Connection of(Side side, Pulse pulse, List<Finding> checks) {
        if (!side.on()) {
            return new Connection(side.name(), false, State.OFF, "off", "To switch it on, set " + side.switchedOnBy(), pulse, checks);
        }
        var worst = checks.stream()
                .max(Comparator.comparing(Finding::state))
                .filter(finding -> finding.state() != State.OK)
                .or(() -> ofPulse(pulse));
        return worst.map(finding -> new Connection(side.name(), true, finding.state(), finding.why(), finding.next(), pulse, checks))
                .orElseGet(() -> new Connection(side.name(), true, State.OK, well(pulse, checks), "", pulse, checks));
    }

    private static Optional<Finding> ofPulse(Pulse pulse) {
        return pulse.trouble().map(trouble ->
                new Finding("now", trouble.needsPerson() ? State.FAIL : State.WARN, trouble.text(), ""));
    }

    private static String well(Pulse pulse, List<Finding> checks) {
        if (!checks.isEmpty()) {
            return "All " + checks.size() + " checks are well";
        }
        return pulse.lastSuccess().isPresent() ? "Works" : "Not used since the start, and not checked";
    }

    /** As {@code /manage/connections} shows it. Times are ISO 8601 in UTC, or empty; {@code rate_left} may be null. */
    public ObjectNode json() {
        var json = JsonNodeFactory.instance.objectNode()
                .put("name", name)
                .put("on", on)
                .put("state", state.word())
                .put("why", why)
                .put("next", next)
                .put("last_success", time(pulse.lastSuccess()))
                .put("last_error", pulse.lastError())
                .put("last_error_at", time(pulse.lastErrorAt()))
                .put("backlog", pulse.backlog())
                .put("oldest_seconds", pulse.oldest().toSeconds());
        pulse.rateLeft().ifPresentOrElse(left -> json.put("rate_left", left), () -> json.putNull("rate_left"));
        var list = json.putArray("checks");
        checks.forEach(finding -> list.addObject()
                .put("name", finding.name())
                .put("state", finding.state().word())
                .put("why", finding.why())
                .put("next", finding.next()));
        return json;
    }

    private static String time(Optional<Instant> time) {
        return time.map(instant -> instant.truncatedTo(ChronoUnit.MILLIS).toString()).orElse("");
    }
}
