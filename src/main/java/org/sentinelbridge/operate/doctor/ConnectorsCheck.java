package org.sentinelbridge.operate.doctor;

import java.util.ArrayList;
import java.util.stream.Collectors;
import org.sentinelbridge.elastic.kibana.ConnectorScreens;
import org.sentinelbridge.elastic.kibana.ConnectorSetup;
import org.sentinelbridge.elastic.kibana.KeyPlace;
import org.sentinelbridge.elastic.kibana.Kibana;
import org.sentinelbridge.elastic.kibana.KibanaFailure;
import org.sentinelbridge.elastic.kibana.KibanaProvisioning;

/** Whether the connectors in Kibana are as {@code bridge provision kibana} makes them. Their secrets, Kibana does not show. */
final class ConnectorsCheck implements Check {

    private final Kibana kibana;
    private final ConnectorScreens screens;
    private final String space;

    ConnectorsCheck(Kibana kibana, ConnectorScreens screens, String space) {
        this.kibana = kibana;
        this.screens = screens;
        this.space = space;
    }

    @Override
    public String name() {
        return "connectors";
    }

    @Override
    public Finding look() {
        try {
            var version = kibana.version();
            var setup = new ConnectorSetup(
                    screens, "not-shown", KeyPlace.best(version), space, new ConnectorSetup.Wanted(false, false, false));
            var lines = new ArrayList<String>();
            if (new KibanaProvisioning(setup, lines::add).diff(kibana, version)) {
                return Finding.ok(name(), "The connectors for cases and for alerts are as they should be");
            }
            var others = lines.stream().filter(line -> !line.startsWith("as it should be")).map(String::strip).collect(Collectors.joining("; "));
            return Finding.warn(name(), others.replaceAll("\\s{2,}", " "),
                    "bridge provision kibana sets them up; connectors that were made by hand, it does not know");
        } catch (KibanaFailure e) {
            return Finding.fail(name(), e.what(), e.advice());
        }
    }
}
