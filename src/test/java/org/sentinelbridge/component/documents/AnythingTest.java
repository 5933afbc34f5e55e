package org.sentinelbridge.component.documents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sentinelbridge.component.outbox.OutboxMessage;

/** Whatever comes: it is read to its end in good time, or refused by an UnreadableException; nothing is read by halves. */
@Timeout(60)
final class AnythingTest {

    private static final JsonMapper LENIENT = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA, JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .disable(JsonParser.Feature.INCLUDE_SOURCE_IN_LOCATION)
            .build();
    private static final String[] PIECES = {
        "{", "}", "[", "]", ",", ":", "\"", "\\", "\"a\"", "\"alerts\":", "\"alert\":", "{\"alerts\":{\"n\":1},{\"n\":2}}", "{\"n\":1}", "null", "1", "-", "\n",
        " ", "\uFEFF", "é", "\u0000", "\u001E", "\\u", "\"{\\\"n\\\":1}\"", "\"kibana.alert.uuid\":\"u\"", "{}", "😀", "/*", "e5", "\"[\"",
    };

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"alerts\":[{\"kibana\":{\"alert\":{\"uuid\":\"ü1\"}},\"t\":[1.5e3,null,true]},{\"_id\":\"b\\u00e9\"},]}",
        "{\"n\":1}\n{\"n\":\"é😀\"}\r\n{\"n\":3}",
        "\"{\\\"n\\\":1}\\n{\\\"n\\\":\\\"é\\\"}\"",
        "{\"alerts\":{\"n\":1}, {\"n\":2},{\"n\":3},\"rule\":{\"id\":\"r\"}}",
        "{\"id\":\"x\",\"alerts\":\"{\\\"n\\\":1},{\\\"n\\\":2}\"}",
    })
    void cutOffAnywhere(String whole) {
        var body = whole.getBytes(UTF_8);
        var all = texts(Read.messages(body));
        for (var length = 0; length < body.length; length++) {
            var some = read(Arrays.copyOf(body, length));
            if (some.isPresent()) {
                assertThat(all).as("the first %d bytes", length).startsWith(texts(some.get()).toArray(String[]::new));
                var rest = new String(body, 0, length, UTF_8).strip();
                assertThat(rest).as("nothing may be left open").isEqualTo(whole.startsWith("{\"n\"") ? rest : whole).endsWith("}");
            }
        }
    }

    @Test
    void oneByteChanged() {
        var random = new Random(5);
        var body = "{\"alerts\":[{\"kibana\":{\"alert\":{\"uuid\":\"ü1\"}},\"t\":[1.5e3]},{\"_id\":\"b\"},],\"x\":\"{\\\"n\\\"\"}".getBytes(UTF_8);
        for (var i = 0; i < 50_000; i++) {
            var changed = body.clone();
            changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            check(changed);
        }
    }

    @Test
    void randomBytes() {
        var random = new Random(7);
        for (var i = 0; i < 50_000; i++) {
            var body = new byte[random.nextInt(24)];
            random.nextBytes(body);
            check(body);
        }
    }

    @Test
    void randomPiecesOfJson() {
        var random = new Random(11);
        var read = 0;
        for (var i = 0; i < 200_000; i++) {
            var body = new StringBuilder();
            for (var piece = random.nextInt(12); piece >= 0; piece--) {
                body.append(PIECES[random.nextInt(PIECES.length)]);
            }
            read += check(body.toString().getBytes(UTF_8)) ? 1 : 0;
        }
        assertThat(read).as("some of it can be read").isGreaterThan(500);
    }

    @Test
    void utf8IsWhatTheJdkTakesForIt() {
        var random = new Random(13);
        for (var i = 0; i < 300_000; i++) {
            var bytes = new byte[1 + random.nextInt(12)];
            for (var at = 0; at < bytes.length; at++) {
                var kind = random.nextInt(4);
                bytes[at] = (byte) (kind == 0 ? 'a' : kind == 1 ? 0xC0 + random.nextInt(64) : 0x80 + random.nextInt(64));
            }
            var in = java.nio.ByteBuffer.wrap(bytes);
            var result = UTF_8.newDecoder().decode(in, java.nio.CharBuffer.allocate(16), true);
            assertThat(Bytes.invalid(bytes).orElse(-1))
                    .as(() -> HexFormat.of().formatHex(bytes))
                    .isEqualTo(result.isError() ? in.position() : -1);
        }
    }

    @Test
    void aThousandAlertsInSixteenMegabytes() {
        var alerts = IntStream.range(0, 1_000)
                .mapToObj(i -> "{\"kibana\":{\"alert\":{\"uuid\":\"u" + i + "\"}},\"t\":\"" + "x\\né".repeat(3_300) + "\"}")
                .toList();
        var expected = IntStream.range(0, 1_000).mapToObj(i -> "u" + i).toList();
        for (var body : List.of(
                "{\"alerts\":[" + String.join(",", alerts) + "]}",
                String.join("\n", alerts),
                Read.wrapped(String.join("", alerts)),
                "{\"alerts\":" + String.join(",", alerts) + "}")) {
            var read = Read.messages(body);
            assertThat(read).extracting(OutboxMessage::id).isEqualTo(expected);
            assertThat(texts(read)).isEqualTo(alerts);
        }
    }

    @Test
    void oneAlertOfFiveMegabytes() {
        var alert = "{\"message\":\"" + "0123456789".repeat(500_000) + "\",\"_id\":\"x\"}";
        assertThat(Read.documents("{\"alerts\":" + alert + "}")).containsExactly(alert);
        assertThat(Read.documents(Read.wrapped(alert))).containsExactly(alert);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{},", "{\"alerts\":{},{}}", "\"\",", "[],", "1,", "{\"alert\":\"x\"}", "{\"alerts\":[1]}"})
    void aMillionOfSmallOnes(String one) {
        var inside = one.repeat(1_000_000);
        read(inside.getBytes(UTF_8));
        read(("{\"alerts\":" + inside + "}").getBytes(UTF_8));
        read(("{\"alerts\":[" + inside + "]}").getBytes(UTF_8));
    }

    /** Whether it could be read. */
    private static boolean check(byte[] body) {
        var read = read(body);
        for (var document : read.orElse(List.of())) {
            try {
                assertThat(LENIENT.readTree(document.body()).isObject()).isTrue();
            } catch (java.io.IOException e) {
                throw new AssertionError(HexFormat.of().formatHex(body) + " gave " + new String(document.body(), UTF_8), e);
            }
        }
        return read.isPresent();
    }

    private static Optional<List<OutboxMessage>> read(byte[] body) {
        try {
            return Optional.of(Read.messages(body));
        } catch (UnreadableException e) {
            assertThat(e.getMessage()).hasSizeLessThan(400).containsPattern("\\(byte \\d+\\)|has no body|is gzip|more than 3 times|more than 50000 JSON");
            return Optional.empty();
        } catch (RuntimeException e) {
            throw new AssertionError(HexFormat.of().formatHex(body), e);
        }
    }

    private static List<String> texts(List<OutboxMessage> messages) {
        return messages.stream().map(message -> new String(message.body(), UTF_8)).collect(Collectors.toList());
    }
}
