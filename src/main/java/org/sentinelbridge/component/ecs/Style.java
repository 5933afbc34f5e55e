package org.sentinelbridge.component.ecs;

import java.util.List;

/**
 * Which documents are made.
 *
 * @param mode ecs or raw
 * @param profile extended or elastic-1.4.2
 * @param namespace of the data streams
 */
record Style(String mode, String profile, String namespace) {

    private static final List<String> MODES = List.of("ecs", "raw");
    private static final List<String> PROFILES = List.of("extended", "elastic-1.4.2");

    Style {
        if (!MODES.contains(mode) || !PROFILES.contains(profile)) {
            throw new IllegalArgumentException("ecs: mode is one of " + MODES + ", profile one of " + PROFILES);
        }
    }

    boolean isRaw() {
        return mode.equals("raw");
    }

    String dataStream(String stream) {
        return "logs-microsoft_sentinel." + stream + "-" + namespace;
    }
}
