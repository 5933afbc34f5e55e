package org.sentinelbridge.base.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever asks to wait is obeyed, but not for a year. */
class RetryAfterTest {

    @ParameterizedTest
    @ValueSource(strings = {"3601", "31536000", "99999999999999999999", "Fri, 31 Dec 9999 23:59:59 GMT"})
    void noLongerThanAnHour(String value) {
        assertThat(RetryAfter.of(value)).contains(Duration.ofHours(1));
    }

    @Test
    void aYearAsADate() {
        var date = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC).plusYears(1));
        assertThat(RetryAfter.of(date)).contains(Duration.ofHours(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "Thu, 01 Jan 1970 00:00:00 GMT"})
    void notAtAll(String value) {
        assertThat(RetryAfter.of(value)).contains(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1", "1.5"})
    void whatIsNeitherSaysNothing(String value) {
        assertThat(RetryAfter.of(value)).isEmpty();
    }
}
