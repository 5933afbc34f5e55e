package org.sentinelbridge.component.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Times as Elasticsearch takes them. */
final class DateTextTest {

    @ParameterizedTest
    @CsvSource({
        "2026-11-28T10:00:00.123456789Z, 2026-11-28T10:00:00.123456789Z",
        "2026-11-28T10:00:00Z, 2026-11-28T10:00:00Z",
        "2026-11-28T10:00:00.000-0500, 2026-11-28T15:00:00.000Z",
        "2026-11-28T10:00:00+02:00, 2026-11-28T08:00:00.000Z",
        "2026-11-28 10:00:00, 2026-11-28T10:00:00.000Z",
        "2026-11-28T10:00:00.5, 2026-11-28T10:00:00.500Z",
        "2026-11-28, 2026-11-28T00:00:00.000Z",
        "1774944651778, 2026-03-31T08:10:51.778Z",
    })
    void times(String given, String expected) {
        assertThat(DateText.utc(given)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "2026-13-45T99:99:99Z", "2026-02-30T00:00:00Z", "17", "17749446517780000", "2026-11-28Tnoon"})
    void noTimes(String given) {
        assertThat(DateText.utc(given)).isEmpty();
    }

    @Test
    void aLongTextIsNone() {
        assertThat(DateText.utc("2026-11-28T10:00:00." + "0".repeat(100_000) + "Z")).isEmpty();
    }
}
