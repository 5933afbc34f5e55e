package org.sentinelbridge.sandbox;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;

/**
 * Points in time as the service writes them: UTC, and a fraction of up to seven digits without zeros at its end
 * ({@code 2024-06-21T01:06:41.7833333Z}). Its length varies, so that texts must not be compared before the {@code Z} is
 * removed.
 */
final class Times {

    private static final DateTimeFormatter FORMAT = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 7, true)
            .appendLiteral('Z')
            .toFormatter(Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Times() {}

    static String text(Instant time) {
        return FORMAT.format(time);
    }

    /**
     * The same time in the service's notation.
     *
     * @throws DateTimeException if it is none
     */
    static String normalised(String given) {
        return text(OffsetDateTime.parse(given).toInstant());
    }

    /** A text that sorts as the time does. */
    static String sortable(String normalised) {
        return normalised.endsWith("Z") ? normalised.substring(0, normalised.length() - 1) : normalised;
    }
}
