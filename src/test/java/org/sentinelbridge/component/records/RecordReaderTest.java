package org.sentinelbridge.component.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each record of a message is found, as it was sent; what is none is kept, with the reason. */
class RecordReaderTest {

    private static final Map<String, Object> ORIGIN = Map.of("eventhub", "h", "sequence_number", 7L);

    private final RecordReader reader = new RecordReader(Repairs.none());

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{\"records\":[{\"a\":1},{\"b\":2}]}                            | {\"a\":1} {\"b\":2}",
        "{ \"records\" : [ { \"b\" : 1.10 ,\"a\":[{}]} ] }              | { \"b\" : 1.10 ,\"a\":[{}]}",
        "{\"x\":\"scalar\",\"records\":[{\"a\":1}],\"y\":{\"z\":[1]}}  | {\"a\":1}",
        "[{\"a\":1},{\"b\":2}]                                          | {\"a\":1} {\"b\":2}",
        "[[{\"a\":1}],[{\"b\":2}]]                                      | {\"a\":1} {\"b\":2}",
        "[{\"records\":[{\"a\":1}]},{\"records\":[{\"b\":2}]}]          | {\"a\":1} {\"b\":2}",
        "{\"a\":1}                                                      | {\"a\":1}",
        "{\"TimeGenerated\":\"x\",\"records\":[{\"a\":1}]}              | {\"TimeGenerated\":\"x\",\"records\":[{\"a\":1}]}",
        "{\"records\":[{\"a\":1}],\"time\":\"x\"}                       | {\"records\":[{\"a\":1}],\"time\":\"x\"}",
        "{\"records\":{\"a\":1}}                                        | {\"records\":{\"a\":1}}",
        "{\"records\":null}                                             | {\"records\":null}",
        "{\"a\":{\"records\":[{\"b\":1}]}}                              | {\"a\":{\"records\":[{\"b\":1}]}}",
        "{\"id\":1,\"records\":[]}                                        | {\"id\":1,\"records\":[]}",
        "{\"records\":[{\"id\":1,\"records\":[{\"a\":1}]}]}               | {\"id\":1,\"records\":[{\"a\":1}]}",
        "{\"records\":[{\"records\":[]}]}                              | {\"records\":[]}",
        "{\"a\":1}{\"b\":2}                                             | {\"a\":1} {\"b\":2}",
        "{\"a\":\"<&>é€😀\\u00e9\"}                                     | {\"a\":\"<&>é€😀\\u00e9\"}",
        "{\"n\":12345678901234567890.10}                                | {\"n\":12345678901234567890.10}",
        "{\"a\":1,\"a\":2}                                              | {\"a\":1,\"a\":2}",
        "{}                                                             | {}",
    })
    void everyEnvelope(String message, String records) {
        var found = reader.read(bytes(message), ORIGIN);
        assertThat(String.join(" ", found.stream().map(SourceRecord::text).toList())).isEqualTo(records.strip());
        assertThat(found).allSatisfy(record -> {
            assertThat(record.problem()).isEmpty();
            assertThat(record.origin()).isEqualTo(ORIGIN);
            assertThat(record.stream()).isEqualTo(SourceRecord.Stream.EVENT);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1}\n{\"b\":2}\n", "{\"a\":1}\r\n\r\n {\"b\":2}", "\u001E{\"a\":1}\n\u001E{\"b\":2}\n", "\uFEFF{\"a\":1} {\"b\":2}"})
    void linesAndOtherSequences(String message) {
        assertThat(reader.read(bytes(message), ORIGIN)).extracting(SourceRecord::text).containsExactly("{\"a\":1}", "{\"b\":2}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"records\":[]}", "[]", "", "  \n", "[[],[]]", "{\"records\":[[]]}"})
    void nothingInItIsNoError(String message) {
        assertThat(reader.read(bytes(message), ORIGIN)).isEmpty();
        assertThat(reader.counts().empty()).isEqualTo(1);
        assertThat(reader.counts().invalid()).isZero();
    }

    @Test
    void gzip() {
        assertThat(reader.read(gzip(bytes("{\"records\":[{\"a\":1}]}")), ORIGIN)).extracting(SourceRecord::text).containsExactly("{\"a\":1}");
    }

    @Test
    void brokenGzip() {
        var packed = gzip(bytes("{\"records\":[{\"a\":1}]}"));
        packed[packed.length / 2] ^= 0x55;
        assertProblem(reader.read(packed, ORIGIN), "cannot be unpacked");
    }

    @Test
    void gzipThatUnpacksToTooMuchShowsItsBeginning() {
        var one = reader.read(gzip(bytes("é".repeat(RecordReader.MOST_BYTES / 2) + "a")), ORIGIN);
        var other = reader.read(gzip(bytes("é".repeat(RecordReader.MOST_BYTES / 2) + "b")), ORIGIN);

        assertProblem(one, "unpacks to more than 16777216 bytes");
        assertThat(one.get(0).text()).startsWith("éé").contains("é… [cut by Sentinel Bridge; SHA-256 of all: ").doesNotContain("\uFFFD");
        assertThat(one.get(0).json().length).isLessThan(Cut.KEPT + 200);
        assertThat(one.get(0).text()).isNotEqualTo(other.get(0).text());
    }

    @Test
    void gzipOfTheMostBytes() {
        var packed = gzip(new byte[RecordReader.MOST_BYTES]);
        assertThat(RecordReader.size(packed)).isEqualTo(RecordReader.MOST_BYTES);
        assertProblem(reader.read(packed, ORIGIN), "UTF-8");
    }

    @Test
    void severalGzipFilesInOneMessage() throws IOException {
        var packed = new ByteArrayOutputStream();
        packed.write(gzip(bytes("{\"a\":\"" + "x".repeat(100_000) + "\"}\n")));
        packed.write(gzip(bytes("{\"b\":1}")));
        packed.write(gzip(bytes("{\"c\":\"" + "x".repeat(100_000) + "\"}\n")));
        assertThat(RecordReader.size(packed.toByteArray())).isEqualTo(200_025);
        assertThat(reader.read(packed.toByteArray(), ORIGIN)).hasSize(3).allMatch(record -> record.problem().isEmpty());
    }

    /** The trailer says one byte, zero bytes, or very many. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1_000_000, -1})
    void gzipThatLiesAboutItsSize(int told) {
        var packed = gzip(bytes("{\"a\":\"" + "x".repeat(2_000_000) + "\"}"));
        ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN).putInt(packed.length - 4, told);
        assertThat(RecordReader.size(packed)).isBetween(2_000_000, RecordReader.MOST_BYTES);
        assertProblem(reader.read(packed, ORIGIN), "cannot be unpacked");
    }

    @Test
    void whatIsNotCompressedCountsAsItIs() {
        assertThat(RecordReader.size(bytes("{}"))).isEqualTo(2);
        assertThat(RecordReader.size(new byte[0])).isZero();
        assertThat(RecordReader.size(bytes("\u001F\u008B"))).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "hello", "{\"a\":", "{\"records\":[{\"a\":1},{\"b\":", "{\"a\":\"x\ny\"}", "{'a':1}", "[227 B blob data]", "{\"a\":1}}", "]", "{\"a\":01}",
        "{\"a\":1,}", "\u0000", "{\u0000", "nul", "{\"a\":1}, {\"b\":2}",
    })
    void whatIsInvalidIsOneRecordWithAProblem(String message) {
        var found = reader.read(bytes(message), ORIGIN);
        assertThat(found).last().satisfies(record -> assertThat(record.problem()).isNotEmpty());
        assertThat(found.stream().filter(record -> !record.problem().isEmpty())).hasSize(1);
        assertThat(reader.counts().invalid()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{\"a\":                | At byte 5: the JSON breaks off here, before it is complete",
        "hello                | At byte 0: this is neither an object nor an array, a text in double quotation marks, a number, true, false or null",
        "{\"a\":\"x\ty\"}          | At byte 7: a control character (9) in a text must be written with a backslash",
        "{\"a\":\"\\x\"}           | At byte 7: a backslash in a text is followed by something that JSON does not know",
        "{\"a\":1]              | At byte 6: Unexpected close marker ']': expected '}'",
        "{\"a\":.5}             | At byte 5: Unexpected character ('.' (code 46)): expected a value",
        "{\"a\":1 \"b\":2}        | At byte 7: Unexpected character ('\"' (code 34)): was expecting comma to separate the members of an object",
    })
    void theProblemIsSaidToWhoDoesNotKnowTheParser(String message, String problem) {
        assertThat(reader.read(bytes(message), ORIGIN)).extracting(SourceRecord::problem).containsExactly(problem);
    }

    @Test
    void ofABrokenEnvelopeAllIsKept() {
        var message = "{\"records\":[{\"a\":1},{\"b\":";
        assertThat(reader.read(bytes(message), ORIGIN)).extracting(SourceRecord::text).containsExactly(message);
    }

    @Test
    void aBrokenLineKeepsNoneOfTheOthers() {
        var found = reader.read(bytes("{\"a\":1}\n{\"b\":oops}\n{\"c\":3}\n"), ORIGIN);
        assertThat(found).extracting(SourceRecord::text).containsExactly("{\"a\":1}", "{\"b\":oops}", "{\"c\":3}");
        assertThat(found).extracting(record -> record.problem().isEmpty()).containsExactly(true, false, true);
    }

    @Test
    void elementsThatAreNoObjects() {
        var found = reader.read(bytes("{\"records\":[{\"a\":1},7,\"é{\",null,-1.5e3]}"), ORIGIN);
        assertThat(found).extracting(SourceRecord::text).containsExactly("{\"a\":1}", "7", "\"é{\"", "null", "-1.5e3");
        assertThat(found).extracting(SourceRecord::problem).containsOnly("", "It is no JSON object");
    }

    @Test
    void utf16() {
        assertProblem(reader.read("{\"a\":1}".getBytes(StandardCharsets.UTF_16LE), ORIGIN), "UTF-8");
        assertProblem(reader.read("{\"a\":1}".getBytes(StandardCharsets.UTF_16), ORIGIN), "UTF-8");
    }

    @Test
    void aRecordMayBeDeep() {
        assertThat(reader.read(bytes("[{\"a\":" + "[".repeat(500) + "]".repeat(500) + "}]"), ORIGIN)).singleElement()
                .satisfies(record -> assertThat(record.problem()).isEmpty());
    }

    @Test
    void tooDeep() {
        assertProblem(reader.read(bytes("[".repeat(2_000_000)), ORIGIN), "From byte 0: objects and arrays are nested more than 1000 deep");
        assertProblem(reader.read(bytes("{\"a\":".repeat(2_000_000)), ORIGIN), "From byte 0: objects and arrays are nested more than 1000 deep");
    }

    @Test
    void tooMany() {
        assertProblem(reader.read(bytes("{}".repeat(Scan.MOST_RECORDS + 1)), ORIGIN), "more than");
        assertThat(reader.read(bytes("{}".repeat(Scan.MOST_RECORDS)), ORIGIN)).hasSize(Scan.MOST_RECORDS);
    }

    @Test
    void theLargestRecord() {
        var record = "{\"a\":\"" + "x".repeat(RecordReader.MOST_OF_ONE - 8) + "\"}";
        assertThat(reader.read(bytes("{\"records\":[" + record + "]}"), ORIGIN)).singleElement().satisfies(found -> {
            assertThat(found.problem()).isEmpty();
            assertThat(found.json()).hasSize(RecordReader.MOST_OF_ONE);
        });
    }

    @Test
    void ofALargerOneTheBeginningIsKeptAndTheOthersAreWhole() {
        var large = "{\"a\":\"" + "x".repeat(5_000_000);
        var found = reader.read(bytes("{\"records\":[{\"b\":1}," + large + "1\"}," + large + "2\"},{\"c\":1}]}"), ORIGIN);
        assertThat(found).extracting(SourceRecord::problem).containsExactly(
                "", "It has 5000009 bytes, more than 2000000", "It has 5000009 bytes, more than 2000000", "");
        assertThat(found.get(1).text()).startsWith("{\"a\":\"xxx").endsWith("]").contains("xx… [cut by Sentinel Bridge; SHA-256 of all: ");
        assertThat(found.get(1).json().length).isLessThan(Cut.KEPT + 200);
        assertThat(found.get(1).text()).isNotEqualTo(found.get(2).text());
        assertThat(found.get(3).text()).isEqualTo("{\"c\":1}");
    }

    @Test
    void recordsAreMadeAsTheyAreAskedFor() {
        var records = reader.open(bytes("[{\"a\":1},{\"a\":2}]"), ORIGIN);
        assertThat(records.next().text()).isEqualTo("{\"a\":1}");
        assertThat(records.hasNext()).isTrue();
        assertThat(records.next().json()).hasSize(7);
        assertThat(records.hasNext()).isFalse();
    }

    @Test
    void garbageOf16Megabytes() {
        var random = new Random(1);
        var garbage = new byte[16_000_000];
        random.nextBytes(garbage);
        assertThat(reader.read(garbage, ORIGIN)).hasSize(1);
        assertThat(reader.read(bytes("{\n".repeat(5_000_000)), ORIGIN)).hasSize(1);
        assertThat(reader.read(bytes("{x\n".repeat(5_000_000)), ORIGIN)).hasSizeLessThanOrEqualTo(101);
        assertThat(reader.read(bytes("\"".repeat(16_000_000)), ORIGIN)).isNotEmpty();
        assertThat(reader.read(bytes("1 ".repeat(8_000_000)), ORIGIN)).hasSize(1);
    }

    @Test
    void repairsAreForInvalidJsonOnly() {
        var repairing = new RecordReader(Repairs.of(Repairs.NAMES, "[0-9]", "9"));
        assertThat(repairing.read(bytes("[{\"a\":\"it's 1\"},\n{\"b\":2}]"), ORIGIN)).extracting(SourceRecord::text)
                .containsExactly("{\"a\":\"it's 1\"}", "{\"b\":2}");
        assertThat(repairing.counts().repaired()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "new-lines               | {\"records\":[{\"a\":\"x~y\"}]}         | {\"a\":\"xy\"}",
        "single-quotes           | {'records':[{'a':\"it's\",'b':1}]}       | {\"a\":\"it's\",\"b\":1}",
        "single-quotes           | {'a':\"x\\\"'y\"}                        | {\"a\":\"x\\\"'y\"}",
        "new-lines,single-quotes | {'a':'x~y'}                              | {\"a\":\"xy\"}",
    })
    void repairs(String names, String message, String record) {
        var repairing = new RecordReader(Repairs.of(List.of(names.strip().split(",")), "", ""));
        assertThat(repairing.read(bytes(message.replace('~', '\n')), ORIGIN)).extracting(SourceRecord::text).containsExactly(record);
        assertThat(repairing.counts().repaired()).isEqualTo(1);
    }

    /** Elastic's input leaves the carriage return, and the record unreadable. */
    @Test
    void lineEndsOfWindowsAreDeletedWhole() {
        var repairing = new RecordReader(Repairs.of(List.of("new-lines"), "", ""));
        assertThat(repairing.read(bytes("{\"a\":\"x\r\ny\"}"), ORIGIN)).extracting(SourceRecord::text).containsExactly("{\"a\":\"xy\"}");
    }

    @Test
    void aPatternIsReplaced() {
        var repairing = new RecordReader(Repairs.of(List.of(), "\\[(\\d+) B blob data\\]", "\"$1 bytes\""));
        assertThat(repairing.read(bytes("{\"a\":[227 B blob data]}"), ORIGIN)).extracting(SourceRecord::text)
                .containsExactly("{\"a\":\"227 bytes\"}");
    }

    @Test
    void whatRepairsDoNotHelpIsAsItWasSent() {
        var repairing = new RecordReader(Repairs.of(Repairs.NAMES, "", ""));
        assertThat(repairing.read(bytes("{'a':\n["), ORIGIN)).extracting(SourceRecord::text).containsExactly("{'a':\n[");
    }

    @Test
    void aPatternThatWouldTakeOtherEnginesForever() {
        var repairing = new RecordReader(Repairs.of(List.of(), "(a+)+b|(a|aa)+$", ""));
        assertThat(repairing.read(bytes("a".repeat(100_000) + "!"), ORIGIN)).hasSize(1);
    }

    @Test
    void wrongRepairsAreToldAtOnce() {
        assertThatThrownBy(() -> Repairs.of(List.of("all"), "", "")).hasMessageContaining("none of new-lines, single-quotes");
        assertThatThrownBy(() -> Repairs.of(List.of(), "(", "")).hasMessageContaining("is no pattern");
        assertThatThrownBy(() -> Repairs.of(List.of(), "a(b)", "$2")).hasMessageContaining("names a group");
    }

    private static void assertProblem(List<SourceRecord> found, String problem) {
        assertThat(found).singleElement().satisfies(record -> assertThat(record.problem()).contains(problem));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(byte[] bytes) {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}
