package org.sentinelbridge.component.documents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A JSON string stands for the same bytes here as it does for Jackson. */
final class JsonTextTest {

    private static final List<JsonMapper> WRITERS = List.of(
            new JsonMapper(),
            new JsonMapper(JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build()));
    private static final int[] POINTS = {'a', '"', '\\', '/', '\n', '\t', 1, 0x7F, 0x80, 'ü', 0x7FF, 0x800, '€', 0xFFFF, 0x1F600, 0x10FFFF};

    private final Random random = new Random(5);

    @Test
    void whateverWasEscapedIsThereAgain() throws IOException {
        for (var i = 0; i < 5_000; i++) {
            var text = random.ints(random.nextInt(20), 0, POINTS.length)
                    .mapToObj(at -> Character.toString(POINTS[at]))
                    .collect(Collectors.joining());
            for (var writer : WRITERS) {
                var written = ("xy" + writer.writeValueAsString(text) + "more").getBytes(UTF_8);
                var end = JsonText.end(written, 2, written.length).orElseThrow();
                assertThat(end).isEqualTo(written.length - 4);
                assertThat(JsonText.wrongEscape(written, 2, end)).isEmpty();
                assertThat(new String(JsonText.unescaped(written, 2, end), UTF_8)).isEqualTo(text);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "\"\\ud83d\"", "\"\\ude00\"", "\"\\ud83dx\"", "\"\\ud83d\\n\"", "\"\\ud83d\\ud83d\\ude00\"", "\"\\ude00\\ud83d\"", "\"\\u00FC\\u00fc\\/\"", "\"\""
    })
    void halfCharactersAndSlashes(String json) throws IOException {
        var bytes = json.getBytes(UTF_8);
        var expected = new JsonMapper().readTree(json).textValue().getBytes(UTF_8);
        assertThat(JsonText.unescaped(bytes, 0, bytes.length)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"\"\\x\"|1", "\"a\\u12\"|2", "\"\\u12G4\"|1", "\"\\n\\'\"|3", "\"\\\\\\ü\"|3", "\"\\uD8\\u1234\"|1"})
    void anEscapeThatIsNone(String json, int at) {
        var bytes = json.getBytes(UTF_8);
        assertThat(JsonText.wrongEscape(bytes, 0, bytes.length)).hasValue(at);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"", "\"a", "\"\\\"", "\"a\\"})
    void oneWithoutAnEnd(String json) {
        var bytes = json.getBytes(UTF_8);
        assertThat(JsonText.end(bytes, 0, bytes.length)).isEmpty();
        assertThat(JsonText.end("\"abc\"".getBytes(UTF_8), 0, 3)).as("no further than it may look").isEmpty();
    }
}
