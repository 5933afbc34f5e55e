package org.sentinelbridge.component.mapping;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Times in the forms that a field of type {@code date} takes by default: {@code strict_date_optional_time||epoch_millis}, of which a
 * date alone has no time, and an offset may have no colon (elastic.co, "format", Built in formats).
 */
final class DateText {

    private static final int T = 10;
    private static final Pattern MILLIS = Pattern.compile("\\d{9,14}");
    private static final Pattern DATE_AND_TIME = Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)[ T](\\d.*)");
    private static final Pattern OFFSET = Pattern.compile("([+-]\\d\\d)(\\d\\d)$");

    private DateText() {}

    /** The time in ISO 8601, UTC: the text itself if it is that already. Empty if it is no time. */
    static Optional<String> utc(String text) {
        if (text.length() > T && text.charAt(T) == 'T' && text.endsWith("Z")) {
            return MillisDate.text(text).map(valid -> text); // as Kibana writes them
        }
        var time = text.strip();
        if (MILLIS.matcher(time).matches()) {
            return Optional.of(MillisDate.text(Instant.ofEpochMilli(Long.parseLong(time))));
        }
        var parts = DATE_AND_TIME.matcher(time);
        if (!parts.matches()) {
            return MillisDate.text(time);
        }
        var iso = parts.group(1) + "T" + OFFSET.matcher(parts.group(2)).replaceFirst("$1:$2");
        try {
            return MillisDate.text(iso).map(written -> iso.endsWith("Z") ? iso : written);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
