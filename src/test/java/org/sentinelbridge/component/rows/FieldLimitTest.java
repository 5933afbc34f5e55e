package org.sentinelbridge.component.rows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No field is longer than a table takes, and what is cut says so. */
final class FieldLimitTest {

    private static final int MOST = 64_000;
    private static final JsonMapper JSON = new JsonMapper();

    private final ObjectNode row = JSON.createObjectNode();

    @Test
    void aRowBelowTheLimitHasItsOriginalByteForByte() throws IOException {
        var original = "{ \"n\" : 1.50e1, \"n\":2,\"t\":\"\\u00e9\\ud83d\\/\" }";
        assertThat(written(original, "{\"a\":1}")).isEqualTo("{\"a\":1,\"Alert\":" + original + "}");
        assertThat(written(original, "{}")).isEqualTo("{\"Alert\":" + original + "}");
    }

    @Test
    void theOriginalStaysAsItIsWhenOnlyTheWholeRowIsLong() throws IOException {
        var original = "{ \"n\" : 1.50e1,\"t\":\"" + "x".repeat(40_000) + "\" }";
        var text = "y".repeat(40_000);
        assertThat(written(original, "{\"a\":\"" + text + "\"}")).isEqualTo("{\"a\":\"" + text + "\",\"Alert\":" + original + "}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "é", "€", "😀", "\"", "\n"})
    void textsAreCutByTheirBytes(String letter) throws IOException {
        var bytes = letter.getBytes(UTF_8).length;
        var fits = letter.repeat(MOST / bytes);
        assertThat(cut("t", fits).get("t").textValue()).isEqualTo(fits);
        row.removeAll();
        var cut = cut("t", fits + letter);
        var text = cut.get("t").textValue();
        assertThat(text.getBytes(UTF_8)).hasSizeLessThanOrEqualTo(MOST).hasSizeGreaterThan(MOST - 5);
        assertThat(text).startsWith(letter.repeat(1_000)).endsWith("… [" + (MOST / bytes * bytes + bytes) + " bytes, cut by Sentinel Bridge]");
        assertThat(new String(text.getBytes(UTF_8), UTF_8)).as("no half of a pair").isEqualTo(text);
        assertThat(cut.get("CutFields")).hasToString("[\"t\"]");
    }

    @Test
    void halvesOfPairsSurviveTheCut() throws IOException {
        var text = cut("t", "\ud83d".repeat(70_000)).get("t").textValue();
        assertThat(text).startsWith("\ud83d\ud83d").endsWith("Bridge]");
        assertThat(text.length()).isLessThan(MOST);
    }

    @Test
    void whatFitsIsNotTouched() throws IOException {
        row.put("n", 1).put("short", "s").putNull("nothing");
        row.putArray("list").add(1.5);
        var cut = cut("t", "x".repeat(MOST + 1));
        assertThat(cut.get("n")).hasToString("1");
        assertThat(cut.get("list")).hasToString("[1.5]");
        assertThat(cut.get("nothing").isNull()).isTrue();
        assertThat(cut.get("CutFields")).hasToString("[\"t\"]");
    }

    @Test
    void ofJsonTheLongestTextsAreCutFirst() throws IOException {
        row.putObject("d").put("long", "x".repeat(100_000)).put("middle", "y".repeat(8_000)).put("n", 1);
        var d = cut("other", "").get("d");
        assertThat(d.get("long").textValue()).hasSize(8_190).endsWith("… [100000 bytes, cut by Sentinel Bridge]");
        assertThat(d.get("middle").textValue()).isEqualTo("y".repeat(8_000));
        assertThat(d.get("n").intValue()).isEqualTo(1);
    }

    @Test
    void longArraysAreShortened() throws IOException {
        var list = row.putArray("d");
        for (var i = 0; i < 20_000; i++) {
            list.add("element " + i);
        }
        var d = cut("other", "").get("d");
        assertThat(d.size()).isEqualTo(129);
        assertThat(d.get(127).textValue()).isEqualTo("element 127");
        assertThat(d.get(128).textValue()).contains("19872 more");
    }

    @Test
    void ofTheWorstTheBeginningStays() throws IOException {
        var object = row.putObject("d");
        for (var i = 0; i < 20_000; i++) {
            object.put("member" + i, i);
        }
        var d = cut("other", "").get("d");
        assertThat(d.textValue()).startsWith("{\"member0\":0,").endsWith("bytes, cut by Sentinel Bridge]");
        assertThat(JSON.writeValueAsBytes(d)).as("as JSON").hasSizeLessThanOrEqualTo(MOST);
    }

    @Test
    void theOriginalIsCutToo() throws IOException {
        var written = written("{\"message\":\"" + "x".repeat(100_000) + "\"}", "{\"a\":1}");
        var result = JSON.readTree(written);
        assertThat(result.get("Alert").get("message").textValue()).endsWith("[100000 bytes, cut by Sentinel Bridge]");
        assertThat(result.get("CutFields")).hasToString("[\"Alert\"]");
        assertThat(result.get("a").intValue()).isEqualTo(1);
    }

    @Test
    void aRowOfManyLongFieldsFitsIntoARequest() throws IOException {
        var row = JSON.createObjectNode();
        for (var i = 0; i < 20; i++) {
            row.put("Field" + i, "\u0001".repeat(60_000));
        }
        var written = new FieldLimit(64_000, "CutFields").write(row, new RowMaker.Original(JSON.createObjectNode(), ByteBuffer.allocate(0), false));
        assertThat(written).hasSizeLessThan(999_999);
        assertThat(JSON.readTree(written).path("CutFields")).hasSize(20);
    }

    @Test
    void aTextThatOnlyLooksCutIsCut() {
        var text = "… [" + "x".repeat(5_000) + " bytes, cut by Sentinel Bridge]";
        assertThat(CutMark.cut(text, 1_000).getBytes(UTF_8)).hasSizeLessThanOrEqualTo(1_000);
        var cut = CutMark.cut(text, 2_000);
        assertThat(CutMark.cut(cut, 1_000)).endsWith("… [" + text.getBytes(UTF_8).length + " bytes, cut by Sentinel Bridge]");
    }

    @Test
    void withoutAColumnForItNothingIsNamed() throws IOException {
        row.put("t", "x".repeat(MOST + 1));
        var tree = JSON.createObjectNode();
        var result = JSON.readTree(new FieldLimit(MOST, "").write(row, new RowMaker.Original(tree, ByteBuffer.wrap("{}".getBytes(UTF_8)), false)));
        assertThat(result.size()).isEqualTo(1);
    }

    private JsonNode cut(String name, String text) throws IOException {
        row.put(name, text);
        var tree = JSON.createObjectNode();
        return JSON.readTree(new FieldLimit(MOST, "CutFields").write(row, new RowMaker.Original(tree, ByteBuffer.wrap("{}".getBytes(UTF_8)), false)));
    }

    private static String written(String original, String others) throws IOException {
        var tree = JSON.readTree(original);
        var row = (ObjectNode) JSON.readTree(others);
        row.set("Alert", tree);
        return new String(new FieldLimit(MOST, "CutFields").write(row, new RowMaker.Original(tree, ByteBuffer.wrap(original.getBytes(UTF_8)), false)), UTF_8);
    }
}
