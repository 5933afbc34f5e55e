package org.sentinelbridge.component.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.schibsted.spt.data.jslt.Parser;
import java.io.StringReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dates, addresses, ids and lists as Elasticsearch wants them. */
class DocumentFunctionsTest {

    @ParameterizedTest
    @CsvSource({
        "2026-01-02T03:04:05Z,                2026-01-02T03:04:05.000Z",
        "2026-01-02T03:04:07.1239999Z,        2026-01-02T03:04:07.123Z",
        "2026-01-02T03:04:05.1Z,              2026-01-02T03:04:05.100Z",
        "2026-01-02T03:04:05.12Z,             2026-01-02T03:04:05.120Z",
        "2026-01-02T03:04:05.123456789Z,      2026-01-02T03:04:05.123Z",
        "2026-01-02T03:04:05+02:00,           2026-01-02T01:04:05.000Z",
        "2026-01-02T03:04:05.9999-0730,       2026-01-02T10:34:05.999Z",
        "2026-01-02T03:04:05,                 2026-01-02T03:04:05.000Z",
        "2026-01-02T03:04Z,                   2026-01-02T03:04:00.000Z",
        "2026-01-02,                          2026-01-02T00:00:00.000Z",
        "2024-02-29T00:00:00Z,                2024-02-29T00:00:00.000Z",
        "2026-12-31T23:59:59.9999999Z,        2026-12-31T23:59:59.999Z",
        "0001-01-01T00:00:00Z,                0001-01-01T00:00:00.000Z",
    })
    void dates(String given, String made) {
        assertThat(eval("ms-date(\"" + given + "\")").textValue()).isEqualTo(made);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "yesterday", "2026-02-30T00:00:00Z", "2026-02-29T00:00:00Z", "2026-00-01T00:00:00Z", "2026-01-02T24:00:01Z", "2026-01-02T03:60:00Z",
        "2026-01-02T03:04:05.1x3Z", "+999999999-12-31T23:59:59Z", "-0001-01-01T00:00:00Z", "2026-1-2T03:04:05Z", "17", "T", "Z", "+0200",
    })
    void noDates(String given) {
        assertThat(eval("ms-date(\"" + given + "\")").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "2026-02-30T00:00:00Z      | Invalid date 'FEBRUARY 30'",
        "2026-04-31                | Invalid date 'APRIL 31'",
        "2026-02-29T10:00:00+02:00 | Invalid date 'February 29' as '2026' is not a leap year",
        "2024-02-29T00:00:00Z      |",
        "2026-01-31T00:00:00Z      |",
        "2026-04-32T00:00:00Z      |",
        "2026-13-31T00:00:00Z      |",
        "2026-04-31T25:00:00Z      |",
        "2026-04-3                 |",
        "yesterday                 |",
    })
    void impossibleDays(String given, String problem) {
        assertThat(eval("impossible-day(\"" + given + "\")").textValue()).isEqualTo(problem);
    }

    @Test
    void durations() {
        assertThat(eval("nanos-between(\"2026-01-02T03:00:00.000Z\", \"2026-01-02T03:01:30.500Z\")").longValue()).isEqualTo(90_500_000_000L);
        assertThat(eval("nanos-between(\"2026-01-02T03:00:01.000Z\", \"2026-01-02T03:00:00.000Z\")").longValue()).isEqualTo(-1_000_000_000L);
        assertThat(eval("nanos-between(\"0001-01-01T00:00:00.000Z\", \"9999-12-31T03:00:00.000Z\")").isNull()).isTrue();
        assertThat(eval("nanos-between(\"2026-02-28T23:59:59.999Z\", \"2026-03-01T00:00:00.001Z\")").longValue()).isEqualTo(2_000_000L);
        assertThat(eval("nanos-between(\"2026-03-30T00:00:00.000Z\", \"2026-03-31T00:00:00.000Z\")").longValue()).isEqualTo(86_400_000_000_000L);
        assertThat(eval("nanos-between(null, \"2026-01-02T03:00:00.000Z\")").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "0.0.0.0", "255.255.255.255", "::", "::1", "2001:db8::7", "2001:DB8:0:0:0:0:0:1", "::ffff:192.0.2.1"})
    void addresses(String text) {
        assertThat(Addresses.isAddress(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "x", "192.0.2", "192.0.2.256", "192.0.2.01", "192.0..1", "192.0.2.1.", ".192.0.2.1", "1.2.3.4.5", "192.0.2.99999999999", "192.0.2.-1", "192.0.2.1:443", "192.0.2.1/24", "fe80::1%eth0", "[::1]", ":", ":::", "1:2", "12345::", "localhost",
        "1:2:3:4:5:6:7:8:9", " ::1",
    })
    void noAddresses(String text) {
        assertThat(Addresses.isAddress(text)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "unique([\"a\", \" b \", null, \"\", \"a\", [3, [\"c\"]], {\"x\": 1}, true], 10)     | [\"a\",\"b\",\"3\",\"c\"]",
        "unique([1, 2, 3], 2)                                                              | [\"1\",\"2\"]",
        "unique(null, 2)                                                                   | []",
        "appended([\"a\", \" a\", \"a\", \"\", null, 1, 1, 2.5, true, [\"b\", [\"a\"]], {\"x\": 1}]) | [\"a\",\" a\",\"1\",\"2.5\",\"true\",\"b\"]",
        "appended(\"a\")                                                                   | null",
        "appended({\"a\": \"a\"})                                                          | null",
        "to-long(\"7\")                                                                    | 7",
        "to-long(\"+7\")                                                                   | 7",
        "to-long(\"-0x1F\")                                                                | -31",
        "to-long([1, \"2\"])                                                               | [1,2]",
        "to-long([1, \"x\"])                                                               | null",
        "to-long([1, null])                                                                | null",
        "to-long(\"9223372036854775808\")                                                  | null",
        "to-long(\" 7\")                                                                   | null",
        "to-long(7.0)                                                                      | null",
        "to-long(\"\")                                                                     | null",
        "to-long(true)                                                                     | null",
        "to-long({\"a\": 7})                                                               | null",
        "to-whole([7, 7.0, \"7\", \"7.0\", \" +7 \", 70e-1, \"0x7\"])                   | [7,7,7,7,7,7,7]",
        "to-whole(9223372036854775807)                                                     | 9223372036854775807",
        "to-whole(7.5)                                                                     | null",
        "to-whole(\"1e999999999\")                                                         | null",
        "to-whole(\"1e-999999999\")                                                        | null",
        "to-whole(\"NaN\")                                                                 | null",
        "to-whole(\"\")                                                                    | null",
        "to-whole({\"a\": 7})                                                              | null",
        "to-long(null)                                                                     | null",
        "to-double(1)                                                                      | 1.0",
        "to-double(\" 1 \")                                                                | 1.0",
        "to-double(0.5)                                                                    | 0.5",
        "to-double([1, \"2.5\"])                                                           | [1.0,2.5]",
        "to-double(\"1,5\")                                                                | null",
        "to-double(\"\")                                                                   | null",
        "to-double(\"NaN\") == null                                                        | false",
        "to-boolean(\"TRUE\")                                                              | true",
        "to-boolean(false)                                                                 | false",
        "to-boolean([true, \"False\"])                                                     | [true,false]",
        "to-boolean(\" true\")                                                             | null",
        "to-boolean(\"\")                                                                  | null",
        "to-boolean(1)                                                                     | null",
        "merged([\"a\", \"a\"], 2)                                                         | \"a\"",
        "merged([\"a\", \"b\"], 2)                                                         | [\"a\",\"b\"]",
        "merged([null], 2)                                                                 | null",
        "addresses([\"::1\", \"x\", \"::1\"])                                              | [\"::1\"]",
        "parsed(\"[1]\")                                                                   | [1]",
        "parsed(\" [1]\\n\")                                                              | [1]",
        "parsed(\"[ ]\")                                                                   | []",
        "parsed(\"  \")                                                                    | null",
        "parsed(\"[1\")                                                                    | null",
        "parsed(\"1\")                                                                     | null",
        "parsed(\"[1] [2]\")                                                               | null",
        "parsed({\"a\": 1})                                                                | {\"a\":1}",
        "parsed-members({\"a\": \"{}\", \"b\": \"[1]\", \"c\": \"x\", \"d\": 1})           | {\"a\":{},\"b\":[1],\"c\":\"x\",\"d\":1}",
        "others({\"a\": 1, \"b\": 2}, {\"a\": 1})                                          | {\"b\":2}",
        "by-type([{\"Type\": \"Mail-Message\"}, {\"kind\": \"Ip\", \"properties\": {\"address\": 1}}, 7, {\"Type\": 1}], 9) | "
            + "{\"mailmessage\":[{\"Type\":\"Mail-Message\"}],\"ip\":[{\"address\":1}]}",
        "fingerprint([])                                                                   | null",
        "fingerprint([null, null])                                                         | null",
        "fingerprint(null)                                                                 | null",
        "fingerprint([\"a\"]) == fingerprint([null, \"a\"])                                | true",
        "fingerprint([\"ab\"]) == fingerprint([\"a\", \"b\"])                              | false",
        "fingerprint([1]) == fingerprint([\"1\"])                                          | false",
        "fingerprint([{\"b\": [1, true], \"a\": null}]) != null                            | true",
    })
    void values(String expression, String expected) {
        assertThat(eval(expression).toString()).isEqualTo(expected.strip());
    }

    private static JsonNode eval(String expression) {
        return new Parser(new StringReader(expression)).withFunctions(JsltFunctions.all()).compile().apply(JsonNodeFactory.instance.nullNode());
    }
}
