package org.sentinelbridge.retry;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The header Retry-After by RFC 9110, section 10.2.3: seconds or a date. */
public final class RetryAfter {

    private RetryAfter() {}

    /** How long to wait; empty if the value is neither. */
    public static Optional<Duration> of(String value) {
        try {
            if (value.matches("\\d{10,}")) {
                return Optional.of(Duration.ofDays(1));
            }
            if (value.matches("\\d+")) {
                return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
            }
            var date = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            var wait = Duration.between(Instant.now(), date);
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
