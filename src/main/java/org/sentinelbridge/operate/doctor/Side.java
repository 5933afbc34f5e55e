package org.sentinelbridge.operate.doctor;

import java.util.List;

/**
 * One side of the bridge and what can be checked there.
 *
 * @param name as people know it
 * @param on whether the settings name it
 * @param switchedOnBy the settings that would switch it on
 * @param checks in the order in which their findings are told
 */
public record Side(String name, boolean on, String switchedOnBy, List<Check> checks) {

    public static final String SENTINEL = "Microsoft Sentinel";
    public static final String LOG_ANALYTICS = "Log Analytics";
    public static final String EVENT_HUB = "Event Hub";
    public static final String ELASTICSEARCH = "Elasticsearch";
    public static final String KIBANA = "Kibana";
    public static final String STORE = "Store";

    public Side {
        checks = List.copyOf(checks);
    }

    static Side on(String name, List<Check> checks) {
        return new Side(name, true, "", checks);
    }

    static Side off(String name, String switchedOnBy) {
        return new Side(name, false, switchedOnBy, List.of());
    }
}
