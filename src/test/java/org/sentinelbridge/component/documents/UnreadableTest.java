package org.sentinelbridge.component.documents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.sentinelbridge.component.documents.Read.wrapped;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sentinelbridge.base.validation.BadRequestException;

/** Bodies that cannot be read: all of it is refused, and the message says where and why but does not repeat the body. */
final class UnreadableTest {

    private static final int MOST_MESSAGE = 400;

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\r\n\t ", "\uFEFF", ",\n,", "\u001E"})
    void noBody(String body) {
        assertThat(message(body)).contains("has no body");
    }

    @Test
    void noBodyAtAll() throws Exception {
        try (var context = new DefaultCamelContext()) {
            var exchange = new DefaultExchange(context);
            assertThatExceptionOfType(BadRequestException.class)
                    .isThrownBy(() -> new DocumentReader().process(exchange))
                    .withMessageContaining("has no body");
        }
    }

    @Test
    void whatIsStillPacked() {
        assertThatExceptionOfType(UnreadableException.class)
                .isThrownBy(() -> new DocumentReader().read(new byte[] {0x1f, (byte) 0x8b, 8, 0}))
                .withMessageContaining("gzip and cannot be unpacked");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "null | line 1, column 1 (byte 0): null is no JSON object",
        "17 | line 1, column 1 (byte 0): 17 is no JSON object",
        "true | line 1, column 1 (byte 0): true",
        "[{},1] | line 1, column 5 (byte 4): 1 is no JSON object",
        "{\"n\":1}-2.5e3 | (byte 7): -2.5e3",
        "{\"alerts\":[{\"n\":1},null]} | line 1, column 20 (byte 19): null is no",
        "{\"n\":1} x | (byte 8)",
        "{\"n\":1 | (byte 6)",
        "{\"n\":1}{\"n\": | (byte 12)",
        "\"text\" | In the text that the body's JSON string holds: line 1",
        "\"[1]\" | In the text that the body's JSON string holds: line 1, column 2 (byte 1): 1 is no",
        "{\"alert\":} | line 1, column 10 (byte 9)",
        "{\"alerts\":[{\"n\":1}} | line 1, column 19 (byte 18)",
        "{\"alerts\":[{\"n\":1}{\"n\":2}]} | line 1, column 19 (byte 18)",
        "{\"alerts\":{\"n\":1}{\"n\":2}} | line 1, column 18 (byte 17)",
        "{\"alerts\":{\"n\":1},{\"n\":2},3} | line 1, column 27 (byte 26)",
        "{\"alerts\":{\"n\":1},{\"n\":2},[]} | line 1, column 27 (byte 26)",
        "{\"alerts\":{\"n\":1},{\"n\":} } | line 1, column 24 (byte 23)",
        "{\"alerts\":{\"n\":1},{\"n\":2}5} | line 1, column 26 (byte 25)",
        "{\"alerts\":{\"n\":1},{\"n\":2},\"x\":} | line 1, column 31 (byte 30)",
        "{\"other\":{\"n\":1},{\"n\":2}} | line 1, column 18 (byte 17)",
        "[{\"alerts\":{\"n\":1},{\"n\":2}}] | line 1, column 20 (byte 19)",
        "{\"alerts\":{\"n\":1},{\"alerts\":{\"n\":1},{\"n\":2}}} | (byte 36)",
        "{\"alerts\":[{\"n\":1}],{\"n\":2}} | line 1, column 21 (byte 20)",
        "{'n':1} | line 1, column 2 (byte 1)",
        "{n:1} | line 1, column 2 (byte 1)",
        "{\"n\":NaN} | (byte",
        "{\"n\":01} | (byte",
        "// {} | (byte 0)",
        "<html> | line 1, column 1 (byte 0)",
        "é | line 1, column 1 (byte 0): not JSON in UTF-8",
    })
    void theMessageSaysWhere(String body, String message) {
        assertThat(message(body)).contains(message);
    }

    @Test
    void linesAreCounted() {
        assertThat(message("{\"n\":1}\n{\"n\":2}\r\n{\"n\" 3}\n")).startsWith("line 3, column 6 (byte 22): ");
        assertThat(message(wrapped("{\"n\":1}\n{\"n\":2,\n x}")))
                .startsWith("In the text that the body's JSON string holds: line 3, column 2 (byte 17): ");
        assertThat(message("{\"alerts\":{},\n{\"n\":1},\n{\"n\" 2}}")).startsWith("line 3, column 6 (byte 28): ");
    }

    @Test
    void moreThanMemoryTakes() {
        assertThat(Read.documents("{\"n\":1},".repeat(50_000))).hasSize(50_000);
        assertThat(message("{\"n\":1},".repeat(50_001))).contains("more than 50000 JSON objects");
        assertThat(message("{\"alerts\":[" + "{\"n\":1},".repeat(50_001) + "]}")).contains("more than 50000 JSON objects");
        var large = "{\"m\":\"" + "x".repeat(8 * 1024 * 1024) + "\"}";
        assertThat(message("[{\"n\":1}," + large + "]")).contains("line 1, column 10 (byte 9)", "8388616 bytes");
        assertThat(Read.documents(wrapped("{\"m\":\"" + "x".repeat(8_000_000) + "\"}"))).hasSize(1);
        var within = wrapped("{\"m\":\"" + "x".repeat(8_000_000) + "\"}");
        assertThat(message("{\"alerts\":" + wrapped("{\"alerts\":" + within + "}") + "}")).contains("more than 8388608 bytes together", "not wrapped");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{\"n\":1 | the JSON breaks off here",
        "{\"alerts\":[{\"n\":1 | the JSON breaks off here",
        "{\"n\":\"text | the JSON breaks off here",
        "{\"n\":tru | neither an object nor an array",
        "{\"n\":NaN} | neither an object nor an array",
        "{\"n\":secret} | neither an object nor an array",
        "{\"n\":1,\"t\":\"\\q\"} | a backslash in a text is followed by something that JSON does not know",
        "{\"n\":[1} | Unexpected close marker '}': expected ']'",
        "{\"n\":1 \"m\":2} | was expecting comma to separate the members of an object",
        "[{} {}] | was expecting comma to separate the elements of an array",
        "{n:1} | was expecting double-quote to start the name of a member",
        "{'n':1} | was expecting double-quote to start the name of a member",
        "{\"n\":01} | Leading zeroes not allowed",
        "{\"n\":+1} | '+'",
        "{\"n\":-Infinity} | neither an object nor an array",
        "{\"n\":1.} | Decimal point not followed by a digit",
        "// {} | '/'",
        "{\"n\":/* secret */ 1} | '/'",
        "{\"n\":1}} | Unexpected close marker '}'",
    })
    void theMessageIsInPlainWords(String body, String message) {
        for (var said : new String[] {message(body), message(wrapped(body))}) {
            assertThat(said).contains(message).doesNotContain("`", "Jackson", "enable", "Feature", "Constraints", "secret", "REDACTED", "VALUE_", "FIELD_");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "\"{} | (byte 3): the JSON breaks off here", "\"\\x\" | (byte 1): a backslash in a text is followed by", "{\"alerts\":\"[\\u12\"} | (byte 12)"
    })
    void aBrokenText(String body, String message) {
        assertThat(message(body)).contains(message);
    }

    @Test
    void moreWrappingsThanAnybodyMakes() {
        var body = "{\"n\":1}";
        for (var i = 0; i < 3; i++) {
            body = wrapped(body);
        }
        assertThat(Read.documents(body)).hasSize(1);
        assertThat(message(wrapped(body))).contains("more than 3 times");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16BE", "UTF-16LE", "UTF-32", "UTF-32BE", "UTF-32LE"})
    void otherEncodings(String encoding) {
        assertThat(message("{\"n\":1}".getBytes(Charset.forName(encoding)))).contains("UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fffe7b007d00", "feff007b007d", "0000feff0000007b", "fffe00007b000000"})
    void otherEncodingsWithByteOrderMark(String hex) {
        assertThat(message(java.util.HexFormat.of().parseHex(hex))).contains("UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"80", "c3", "c080", "eda080", "f5808080", "f08080", "ff", "e282"})
    void bytesThatAreNoUtf8(String hex) {
        var bad = java.util.HexFormat.of().parseHex(hex);
        var before = "{\"n\":1}\n{\"text\":\"é".getBytes(UTF_8);
        var after = "\"}".getBytes(UTF_8);
        var body = new byte[before.length + bad.length + after.length];
        System.arraycopy(before, 0, body, 0, before.length);
        System.arraycopy(bad, 0, body, before.length, bad.length);
        System.arraycopy(after, 0, body, before.length + bad.length, after.length);
        assertThat(message(body)).startsWith("line 2, column 12 (byte 19): not UTF-8");
    }

    @Test
    void latin1() {
        assertThat(message("{\"n\":\"Müller\"}".getBytes(StandardCharsets.ISO_8859_1))).contains("(byte 7)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "{\"alerts\":", "[{\"alert\":", "{\"kibana\":{\"alert\":{\"a\":["})
    void depthBombs(String open) {
        assertThat(message(open.repeat(100_000))).contains("nested more than 100 deep", "Send them flatter", "byte");
    }

    @Test
    void aHugeNumber() {
        assertThat(message("1".repeat(999))).contains("(byte 0)");
        assertThat(message("{\"n\":" + "1".repeat(100_000) + "}")).contains("a number has more than 1000 characters", "byte");
        assertThat(Read.documents("{\"n\":1e999999999}")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "\"%s\"", "{\"%s\"}", "{%s}", "{\"a\":%s}", "[\"%s\"]", "{\"alerts\":[\"%s\"]}", "{\"alerts\":{},%s}"})
    void theBodyIsNotRepeated(String body) {
        assertThat(message(body.formatted("secret".repeat(100_000)))).contains("byte");
    }

    @Test
    void controlCharactersDoNotReachTheLog() {
        assertThat(message("{\"a\":1}\u0007\n")).doesNotContain("\n").doesNotContain("\u0007");
    }

    private static String message(String body) {
        return message(body.getBytes(UTF_8));
    }

    private static String message(byte[] body) {
        try {
            var read = Read.messages(body);
            throw new AssertionError("was read: " + read.size() + " documents");
        } catch (UnreadableException e) {
            assertThat(e.getMessage()).hasSizeLessThan(MOST_MESSAGE).doesNotContain("Source", "\n");
            return e.getMessage();
        }
    }
}
