package org.sentinelbridge.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sentinelbridge.outbox.OutboxMessage;
import org.sentinelbridge.validation.BadRequestException;

/** Documents in every form that Kibana's templates give them. */
class DocumentReaderTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String A = "{\"kibana\":{\"alert\":{\"uuid\":\"a\"}},\"x\":[1,{\"y\":null}]}";
    private static final String B = "{\"kibana.alert.uuid\":\"b\"}";
    private static final String C = "{ \"kibana\" : {\"alert.uuid\":\"c\"} , \"text\":\"},{ \\\" ä 😀\"}";

    private final DocumentReader reader = new DocumentReader();

    DocumentReaderTest() {
        reader.setUnder("alerts,alert");
        reader.setId("kibana.alert.uuid,_source.kibana.alert.uuid,_id");
    }

    static List<Arguments> shapes() throws Exception {
        var list = "[" + A + "," + B + "," + C + "]";
        var shapes = List.of(
                list,
                " \n" + list + "\n\n",
                "\uFEFF" + list,
                "[" + A + "," + B + ",\n" + C + ",]",
                "[[" + A + "],[" + B + "," + C + "]]",
                A + "\n" + B + "\n" + C + "\n",
                A + "\r\n\r\n" + B + "\r\n" + C,
                A + B + C,
                A + "," + B + "," + C + ",",
                "{\"alerts\":" + list + "}",
                "{\"alerts\":[" + A + "," + B + "," + C + ",]}",
                "{\"rule\":\"r\",\"n\":{\"alerts\":1},\"alerts\":" + list + ",\"link\":null}",
                "{\"alert\":" + A + ",\"alerts\":[" + B + "," + C + "]}",
                "{\"alert\":" + A + "}{\"alert\":" + B + "}\n{\"alert\":" + C + "}",
                "{\"alerts\":" + JSON.writeValueAsString(A + "," + B + "," + C) + "}",
                "{\"alerts\": " + A + "," + B + ", " + C + " }",
                "{\"alerts\":" + A + "," + B + "}" + C);
        return shapes.stream().map(Arguments::of).toList();
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void findsAllDocumentsByteByByte(String body) throws Exception {
        assertThat(bodies(body)).containsExactly(A, B, C);
        assertThat(ids(body)).containsExactly("a", "b", "c");
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void findsThemWrappedAsAJsonStringOnceAndTwice(String body) throws Exception {
        var once = JSON.writeValueAsString(body);
        assertThat(bodies(once)).containsExactly(A, B, C);
        assertThat(bodies(JSON.writeValueAsString(once))).containsExactly(A, B, C);
    }

    /** A broken body must never pass for a whole one: either nothing is taken, or all that stands before the break. */
    @ParameterizedTest
    @MethodSource("shapes")
    void saysWhereItBreaksOff(String body) throws Exception {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        for (var length = 1; length < bytes.length; length++) {
            var broken = java.util.Arrays.copyOf(bytes, length);
            try {
                assertThat(reader.read(broken)).allMatch(
                        message -> List.of(A, B, C).contains(new String(message.body(), StandardCharsets.UTF_8)));
            } catch (UnreadableException e) {
                assertThat(e).hasMessageContaining("byte");
                assertThat(e.getMessage().length()).isLessThan(400);
            } catch (BadRequestException e) {
                assertThat(new String(broken, StandardCharsets.UTF_8).replace("\uFEFF", "")).isBlank();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "true", "null", "[1]", "{\"alerts\":[5]}", "[{},null]", "nonsense", "{\"a\":1", "\"text\"", "{]", "[,]",
        "{\"alerts\":{},{}", "{\"alerts\":{},{},\"b\":1}", "\"\\\"\\\\\\\"{}\\\\\\\"\\\"\" x"})
    void refusesWhatHoldsNoDocuments(String body) {
        assertThatThrownBy(() -> bodies(body)).isInstanceOf(UnreadableException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "\uFEFF"})
    void tellsOfAMissingBody(String body) {
        assertThatThrownBy(() -> bodies(body)).isInstanceOf(BadRequestException.class).hasMessageContaining("no body");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{\"alerts\":[]}", "{\"alerts\":null}", "{\"alerts\":\"\"}"})
    void takesNoDocumentsForNone(String body) throws Exception {
        assertThat(bodies(body)).isEmpty();
    }

    @Test
    void tellsAnEnvelopeFromADocument() throws Exception {
        var own = "{\"kibana\":{\"alert\":{\"uuid\":\"own\"}},\"alert\":{\"id\":\"part of it\"}}";
        assertThat(bodies(own)).containsExactly(own);
        assertThat(bodies("{\"alert\":\"CPU is high\",\"host\":\"a\"}")).containsExactly("{\"alert\":\"CPU is high\",\"host\":\"a\"}");
        assertThat(bodies("{\"alert\":{\"id\": \"Test\"}}")).containsExactly("{\"id\": \"Test\"}");
    }

    @Test
    void takesTheBestIdThereIs() throws Exception {
        assertThat(ids("{\"_id\":\"x\",\"kibana\":{\"alert\":{\"uuid\":\"a\"}}}")).containsExactly("a");
        assertThat(ids("{\"_id\":\"x\",\"_source\":{\"kibana.alert.uuid\":\"s\"}}")).containsExactly("s");
        assertThat(ids("{\"_id\":\"x\"}")).containsExactly("x");
        assertThat(ids("{\"id\":\"x\",\"kibana\":{\"alert\":{\"uuid\":5}}}")).containsExactly("");
    }

    @Test
    void takesLineEndsWithinTexts() throws Exception {
        assertThat(bodies("{\"a\":\"one\ntwo\"}")).containsExactly("{\"a\":\"one\ntwo\"}");
    }

    @Test
    void refusesWhatIsNoUtf8() {
        assertThatThrownBy(() -> reader.read("{\"a\":1}".getBytes(StandardCharsets.UTF_16LE))).isInstanceOf(UnreadableException.class);
        assertThatThrownBy(() -> reader.read("{\"a\":1}".getBytes(StandardCharsets.UTF_16))).isInstanceOf(UnreadableException.class);
        assertThatThrownBy(() -> reader.read("{\"ä\":1}".getBytes(StandardCharsets.ISO_8859_1))).isInstanceOf(UnreadableException.class);
        assertThatThrownBy(() -> reader.read(new byte[] {0x1f, (byte) 0x8b, 8, 0})).isInstanceOf(UnreadableException.class);
    }

    @Test
    void refusesWhatIsTooDeep() {
        assertThatThrownBy(() -> bodies("[".repeat(5_000))).isInstanceOf(UnreadableException.class);
        assertThatThrownBy(() -> bodies("{\"a\":".repeat(5_000))).isInstanceOf(UnreadableException.class);
    }

    @Test
    void takesAThousandLargeOnes() throws Exception {
        var text = "x".repeat(16_000);
        var body = IntStream.range(0, 1_000).mapToObj(i -> "{\"_id\":\"" + i + "\",\"t\":\"" + text + "\"}")
                .collect(Collectors.joining(",", "{\"alerts\":[", "]}"));
        assertThat(ids(body)).hasSize(1_000).doesNotHaveDuplicates();
    }

    @Test
    void garbageIsNeverMoreThanUnreadable() throws Exception {
        var random = new Random(1);
        var letters = "{}[]\",:\\ax1 \n\u0000\u001eä".getBytes(StandardCharsets.UTF_8);
        for (var i = 0; i < 20_000; i++) {
            var bytes = new byte[random.nextInt(30)];
            for (var k = 0; k < bytes.length; k++) {
                bytes[k] = letters[random.nextInt(letters.length)];
            }
            try {
                reader.read(bytes);
            } catch (UnreadableException | BadRequestException e) {
                assertThat(e.getMessage()).isNotEmpty();
            }
        }
    }

    private List<String> bodies(String body) throws BadRequestException {
        return reader.read(body.getBytes(StandardCharsets.UTF_8)).stream()
                .map(message -> new String(message.body(), StandardCharsets.UTF_8))
                .toList();
    }

    private List<String> ids(String body) throws BadRequestException {
        return reader.read(body.getBytes(StandardCharsets.UTF_8)).stream().map(OutboxMessage::id).toList();
    }
}
