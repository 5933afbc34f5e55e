package org.sentinelbridge.elastic.kibana;

import java.util.List;
import java.util.function.Consumer;

/** Sets Kibana up for the bridge, says what is other than it should be, or prints what to do by hand. */
public final class KibanaProvisioning {

    private final ConnectorSetup setup;
    private final Consumer<String> out;

    /** @param out takes what is done or found, line by line; no key is ever in it, unless the setup's own is printed by hand */
    public KibanaProvisioning(ConnectorSetup setup, Consumer<String> out) {
        this.setup = setup;
        this.out = out;
    }

    /**
     * Creates or updates. Doing it again changes nothing.
     *
     * @throws KibanaFailure if it cannot be done; what was done before stays
     */
    public void apply(Kibana kibana, KibanaVersion version) {
        check(kibana);
        for (var part : setup.parts(version)) {
            var there = part.find(kibana);
            var differences = there.map(part::differences).orElse(List.of());
            if (there.isPresent() && differences.isEmpty() && !part.hasHiddenParts()) {
                out.accept("as it should be  " + part.name());
                continue;
            }
            var note = part.put(kibana, there);
            var word = there.isEmpty() ? "created          " : differences.isEmpty() ? "as it should be  " : "updated          ";
            var keySet = there.isPresent() && differences.isEmpty() ? " (its key, which Kibana does not show, was set again)" : "";
            out.accept(word + part.name() + keySet + (note.isEmpty() ? "" : " (" + note + ")"));
            differences.forEach(difference -> out.accept("                 " + difference));
        }
    }

    /**
     * Changes nothing.
     *
     * @return whether all is as it should be, as far as Kibana shows it
     * @throws KibanaFailure if it may not be looked at
     */
    public boolean diff(Kibana kibana, KibanaVersion version) {
        check(kibana);
        var same = true;
        for (var part : setup.parts(version)) {
            var there = part.find(kibana);
            var differences = there.map(part::differences).orElse(List.of());
            out.accept((there.isEmpty() ? "missing          " : differences.isEmpty() ? "as it should be  " : "different        ") + part.name());
            differences.forEach(difference -> out.accept("                 " + difference));
            same &= there.isPresent() && differences.isEmpty();
        }
        return same;
    }

    /** Asks nobody. */
    public void print(KibanaVersion version) {
        for (var part : setup.parts(version)) {
            out.accept("");
            out.accept("# " + part.name());
            out.accept(part.byHand());
        }
    }

    private static void check(Kibana kibana) {
        ConnectorPart.require(kibana, ConnectorSetup.CASE_TYPE, ConnectorSetup.ALERT_TYPE);
    }
}
