package org.sentinelbridge.operate.manage;

import java.util.List;

/**
 * A flow, and what switches it on.
 *
 * @param flow the id of its route
 * @param settings names of the settings that switch it on
 */
public record FlowSwitch(String flow, boolean on, List<String> settings) {

    public FlowSwitch {
        settings = List.copyOf(settings);
    }
}
