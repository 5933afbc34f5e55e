package org.sentinelbridge.component.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What only one editor shows becomes words and links; all else stays. */
@Timeout(20)
final class MarkupTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "a !{lens{\"x\":{\"y\":\"} \\\" }\"}}} b | a [lens there] b", "!{osquery{}}!{insight{\"a\":[{}]}} | [osquery there][insight there]",
        "!{timeline[T (1)](https://x/y?z)}. | [T (1)](https://x/y?z).", "!{lens{}} and !{timeline[](u)} | [lens there] and [](u)",
        "{{ host.name srv 1 }}, {{user.name bob}} | srv 1, bob", "!{broken{ !{timeline[t](u)} | !{broken{ [t](u)", "!{lens{\"a\":1} | !{lens{\"a\":1}",
    })
    void made(String text, String plain) {
        assertThat(Markup.plain(text, "there")).isEqualTo(plain);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "plain", "!{", "!{x", "![picture](u)", "[a](b)", "{{x}} ${y} {{{z}}}", "{{ a b }}", "!{lens text}", "{\"json\": {\"a\": 1}}", "!{timeline[a](b c)}",
    })
    void left(String text) {
        assertThat(Markup.plain(text, "there")).isEqualTo(text);
    }

    @Test
    void longTextsTakeNoLongTime() {
        for (var part : new String[] {"!{a{", "!{a[", "!{a[b](", "{{ a.b ", "{{a.", "!{a{\"}}", "!{a{}}"}) {
            assertThat(Markup.plain(part.repeat(200_000), "there")).isNotEmpty();
        }
    }
}
