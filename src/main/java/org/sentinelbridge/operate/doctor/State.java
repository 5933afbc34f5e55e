package org.sentinelbridge.operate.doctor;

import java.util.Locale;

/** How something is, from best to worst; {@code OFF} is neither. */
public enum State {
    OFF,
    OK,
    WARN,
    FAIL;

    /** In small letters, as in JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
