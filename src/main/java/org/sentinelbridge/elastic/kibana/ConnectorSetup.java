package org.sentinelbridge.elastic.kibana;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What is set up in Kibana, in which way.
 *
 * @param key the webhook key that the connectors carry
 * @param place where they carry it
 * @param space empty for the default space
 */
public record ConnectorSetup(ConnectorScreens screens, String key, KeyPlace place, String space, Wanted wanted) {

    static final String CASE_TYPE = ".cases-webhook";
    static final String ALERT_TYPE = ".webhook";
    private static final String CASES = "sentinel-bridge-cases";
    private static final String ALERTS = "sentinel-bridge-alerts";

    /**
     * What is wanted beside the connectors.
     *
     * @param isDefault whether cases are pushed through the case connector unless somebody chooses another one
     * @param dashboards whether dashboards are imported
     * @param testRule whether a detection rule is made that sends alerts
     */
    public record Wanted(boolean isDefault, boolean dashboards, boolean testRule) {}

    /** The id of the case connector in a space. */
    public static String caseConnectorId(String space) {
        return id(CASES, space);
    }

    /** The id of the alert connector in a space. */
    public static String alertConnectorId(String space) {
        return id(ALERTS, space);
    }

    /**
     * Ids are the same for all spaces. Before 9.4 Kibana takes none but UUIDs of the versions 1 to 5 (elastic/kibana, encrypted_saved_objects;
     * pull request 255922 allows others); this is one of version 3, made of the name.
     */
    private static String id(String name, String space) {
        return UUID.nameUUIDFromBytes(readable(name, space).getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** As the bridge called them before. */
    private static String readable(String name, String space) {
        return space.isEmpty() ? name : name + "-" + space;
    }

    /** In the order in which they need each other. */
    List<Part> parts(KibanaVersion version) {
        var bodies = new ConnectorBodies(version, key, place);
        var cases = caseConnectorId(space);
        var alerts = alertConnectorId(space);
        var parts = new ArrayList<Part>(List.of(
                new ConnectorPart("Case connector", cases, readable(CASES, space), CASE_TYPE, bodies.of(screens.caseConnector())),
                new ConnectorPart("Alert connector", alerts, readable(ALERTS, space), ALERT_TYPE, bodies.of(screens.alertConnector()))));
        if (wanted.isDefault()) {
            parts.add(new DefaultConnectorPart(cases, screens.caseConnector().name(), CASE_TYPE));
        }
        if (wanted.testRule()) {
            parts.add(new TestRulePart(alerts, screens.ruleActionBody()));
        }
        if (wanted.dashboards()) {
            parts.add(new DashboardsPart(space));
        }
        return parts;
    }

    /** The key stays out of logs. */
    @Override
    public String toString() {
        return "ConnectorSetup[" + place + ", " + space + ", " + wanted + "]";
    }
}
