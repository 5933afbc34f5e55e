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
    private static final int LONGEST_ID = 36;

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
        return id("sentinel-bridge-cases", space);
    }

    /** The id of the alert connector in a space. */
    public static String alertConnectorId(String space) {
        return id("sentinel-bridge-alerts", space);
    }

    /** Ids are the same for all spaces, and no longer than 36 characters. */
    private static String id(String name, String space) {
        var id = space.isEmpty() ? name : name + "-" + space;
        return id.length() <= LONGEST_ID ? id : UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** In the order in which they need each other. */
    List<Part> parts(KibanaVersion version) {
        var bodies = new ConnectorBodies(version, key, place);
        var cases = caseConnectorId(space);
        var alerts = alertConnectorId(space);
        var parts = new ArrayList<Part>(List.of(
                new ConnectorPart("Case connector", cases, CASE_TYPE, bodies.of(screens.caseConnector())),
                new ConnectorPart("Alert connector", alerts, ALERT_TYPE, bodies.of(screens.alertConnector()))));
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
