package org.sentinelbridge.operate.manage;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** How moments are written: ISO 8601 in UTC, always with milliseconds. */
final class Times {

    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Times() {}

    static String text(Instant moment) {
        return FORM.format(moment);
    }
}
