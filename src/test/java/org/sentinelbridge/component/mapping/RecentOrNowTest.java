package org.sentinelbridge.component.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.schibsted.spt.data.jslt.Parser;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Log Analytics is told the time of an alert only if it would take it. */
final class RecentOrNowTest {

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT1H", "PT47H59M", "PT-4M"})
    void timesWithinTheWindowStayAsTheyAre(String ago) {
        var time = Instant.now().minus(Duration.parse(ago));
        assertThat(recentOrNow("\"" + time + "\"")).isEqualTo(time.toString());
        var millis = MillisDate.text(time);
        assertThat(recentOrNow("\"" + millis + "\"")).isEqualTo(millis);
        var there = time.atOffset(ZoneOffset.ofHours(-7)).toString();
        assertThat(recentOrNow("\"" + there + "\"")).isEqualTo(there);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT48H1M", "P3650D", "PT-6M", "P-3650D"})
    void olderAndFutureTimesBecomeNow(String ago) {
        assertNow("\"" + Instant.now().minus(Duration.parse(ago)) + "\"");
        assertNow("\"" + MillisDate.text(Instant.now().minus(Duration.parse(ago))) + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "null", "\"\"", "\"yesterday\"", "17", "1795450000000", "true", "[]", "{}", "\"2026-02-30T00:00:00Z\"", "\"2026-11-23\"",
        "\"+999999999-12-31T23:59:59Z\"", "\"-999999999-01-01T00:00:00+18:00\"",
    })
    void whatIsNoTimeBecomesNow(String value) {
        assertNow(value);
    }

    private static void assertNow(String value) {
        var now = recentOrNow(value);
        assertThat(Instant.parse(now)).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
        assertThat(now).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{3})?Z");
    }

    private static String recentOrNow(String value) {
        return new Parser(new StringReader("recent-or-now(" + value + ", 172800)"))
                .withFunctions(JsltFunctions.all())
                .compile()
                .apply(JsonNodeFactory.instance.nullNode())
                .textValue();
    }
}
