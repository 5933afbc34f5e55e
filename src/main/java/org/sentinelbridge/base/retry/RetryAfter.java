package org.sentinelbridge.base.retry;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * The header Retry-After by RFC 9110, section 10.2.3: seconds or a date. No longer than an hour: what asks for more is mistaken, or has a
 * clock that is, and to try once an hour does no harm.
 */
public final class RetryAfter {

    private static final Duration MOST = Duration.ofHours(1);

    private RetryAfter() {}

    /** How long to wait; empty if the value is neither. */
    public static Optional<Duration> of(String value) {
        try {
            if (value.matches("\\d{10,}")) {
                return Optional.of(MOST);
            }
            if (value.matches("\\d+")) {
                return Optional.of(bounded(Duration.ofSeconds(Long.parseLong(value))));
            }
            var date = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            var wait = Duration.between(Instant.now(), date);
            return Optional.of(bounded(wait.isNegative() ? Duration.ZERO : wait));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Duration bounded(Duration wait) {
        return wait.compareTo(MOST) > 0 ? MOST : wait;
    }
}
