package org.sentinelbridge.component.mapping;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Times as Elasticsearch's ingest processor {@code date} writes them with {@code yyyy-MM-dd'T'HH:mm:ss.SSS'Z'}. */
public final class MillisDate {

    private static final DateTimeFormatter WRITTEN =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final int SECONDS_END = 19;
    private static final int MILLIS_END = 23;
    private static final int MOST = 64;
    private static final String SHAPE = "0000-00-00T00:00:00";
    private static final int DAY = 8;
    private static final Pattern DAY_BEYOND_28 = Pattern.compile("[0-9]{4}-[0-9]{2}-(29|30|31)");
    private static final String NO_MILLIS = ".000";

    private MillisDate() {}

    /** A time in ISO 8601, UTC where it names no offset; what is finer than a millisecond is cut off. Empty if it is none. */
    public static Optional<String> text(String time) {
        if (time.length() > MOST) {
            return Optional.empty();
        }
        return isPlainUtc(time) ? Optional.of(cut(time)) : parse(time.strip()).map(MillisDate::text);
    }

    /** The time in these letters. */
    public static String text(Instant time) {
        return WRITTEN.format(time);
    }

    /** Java's words for a day that its month does not have, such as February 30, where nothing else is wrong with a time. */
    static Optional<String> impossibleDay(String time) {
        if (!DAY_BEYOND_28.matcher(time).lookingAt() || text(time.substring(0, DAY) + "28" + time.substring(DAY + 2)).isEmpty()) {
            return Optional.empty();
        }
        try {
            LocalDate.of(number(time, 0) * 100 + number(time, 2), number(time, 5), number(time, DAY));
            return Optional.empty();
        } catch (DateTimeException e) {
            return Optional.of(e.getMessage());
        }
    }

    /** From one time to another, both as {@link #text} writes them. Empty if they are no times, or too far apart. */
    static Optional<Long> nanosBetween(String start, String end) {
        try {
            if (isWritten(start) && isWritten(end)) {
                return Optional.of(Math.multiplyExact(millis(end) - millis(start), 1_000_000));
            }
            return Optional.of(ChronoUnit.NANOS.between(Instant.parse(start), Instant.parse(end)));
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    /** The usual shape, such as 2026-01-02T03:04:05.1234567Z, of which only letters need be copied. */
    private static boolean isPlainUtc(String time) {
        var length = time.length();
        if (length <= SECONDS_END || time.charAt(length - 1) != 'Z') {
            return false;
        }
        for (var i = 0; i < SECONDS_END; i++) {
            var wanted = SHAPE.charAt(i);
            if (wanted == '0' ? !isDigit(time.charAt(i)) : time.charAt(i) != wanted) {
                return false;
            }
        }
        if (length > SECONDS_END + 1 && time.charAt(SECONDS_END) != '.') {
            return false;
        }
        for (var i = SECONDS_END + 1; i < length - 1; i++) {
            if (!isDigit(time.charAt(i))) {
                return false;
            }
        }
        var month = number(time, 5);
        var day = number(time, 8);
        // Beyond the 28th it depends.
        return month >= 1 && month <= 12 && day >= 1 && day <= 28 && number(time, 11) < 24 && number(time, 14) < 60 && number(time, 17) < 60;
    }

    /** Milliseconds since 1970 of a time in the usual shape, such as 2026-01-02T03:04:05.123Z; empty if it is none or in another shape. */
    static OptionalLong ofUsualShape(String time) {
        return isWritten(time) ? OptionalLong.of(millis(time)) : OptionalLong.empty();
    }

    private static boolean isWritten(String time) {
        return time.length() == MILLIS_END + 1 && isPlainUtc(time);
    }

    /** Since 1970. */
    private static long millis(String time) {
        var day = LocalDate.of(number(time, 0) * 100 + number(time, 2), number(time, 5), number(time, 8)).toEpochDay();
        var seconds = (day * 24 + number(time, 11)) * 3600 + number(time, 14) * 60 + number(time, 17);
        return seconds * 1000 + number(time, 20) * 10 + time.charAt(22) - '0';
    }

    private static String cut(String time) {
        var millis = time.length() <= SECONDS_END + 1 ? NO_MILLIS : time.substring(SECONDS_END, Math.min(MILLIS_END, time.length() - 1));
        return time.substring(0, SECONDS_END) + millis + "0".repeat(NO_MILLIS.length() - millis.length()) + "Z";
    }

    private static Optional<Instant> parse(String time) {
        try {
            if (time.indexOf('T') < 0) {
                return inRange(LocalDate.parse(time).atStartOfDay().toInstant(ZoneOffset.UTC));
            }
            var parsed = DateTimeFormatter.ISO_DATE_TIME.parseBest(withColon(time), OffsetDateTime::from, LocalDateTime::from);
            return inRange(parsed instanceof OffsetDateTime there ? there.toInstant() : ((LocalDateTime) parsed).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Elasticsearch takes +0200 as well as +02:00. */
    private static String withColon(String time) {
        var at = time.length() - 5;
        var isShort = at > SECONDS_END - 3 && (time.charAt(at) == '+' || time.charAt(at) == '-') && time.indexOf(':', at) < 0;
        return isShort ? time.substring(0, at + 3) + ":" + time.substring(at + 3) : time;
    }

    private static Optional<Instant> inRange(Instant time) {
        var year = time.atOffset(ZoneOffset.UTC).getYear();
        return year >= 0 && year <= 9999 ? Optional.of(time) : Optional.empty();
    }

    private static boolean isDigit(char one) {
        return one >= '0' && one <= '9';
    }

    private static int number(String time, int at) {
        return (time.charAt(at) - '0') * 10 + time.charAt(at + 1) - '0';
    }
}
