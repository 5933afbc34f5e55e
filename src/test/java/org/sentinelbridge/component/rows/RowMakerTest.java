package org.sentinelbridge.component.rows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sentinelbridge.component.mapping.Mappings;
import org.sentinelbridge.component.outbox.OutboxMessage;

/** Rows are made of messages; of which none can be made has a fault. */
final class RowMakerTest {

    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path folder;

    private RowMaker maker;

    @BeforeEach
    void makeMaker() throws IOException {
        Files.writeString(folder.resolve("m.jslt"), """
                if (.alert.text) "no row" else if (.alert.drop) null else
                if (.alert.stream) {"@stream": .alert.stream, "n": .alert.n} else
                {"n": .alert.n, "size": if (.alert.of) size(.alert.of) else null, "nested": if (.alert.deep) nested(.alert.deep) else null,
                 "all": .alert}
                """);
        maker = new RowMaker(new Mappings(folder, JSON.createObjectNode()), "m", "alert", new FieldLimit(64_000, "CutFields"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"n\":1}", "{ \"n\" : 1 }", "{\"n\":1,\"x\":\"\\ud800\"}", "{\"n\":1,\"x\":1e999}", "{\"n\":1,\"n\":1}"})
    void strictJsonIsTakenAsItIs(String body) {
        assertThat(row(body)).isEqualTo("{\"n\":1,\"all\":" + body + "}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"n\":1,\"x\":[2,],}", "{\"n\":1,\"x\":\"a\tb\"}", "{\"n\":1,\"x\":\"\\ud800\t\"}", "{\"n\":1,\"x\":\"\\udc00é\",}"})
    void lenientJsonBecomesStrict(String body) throws IOException {
        assertThat(JSON.readTree(row(body)).at("/all/n").intValue()).isEqualTo(1);
        assertThat(JSON.readTree(row(body)).at("/all/x").isMissingNode()).isFalse();
    }

    @Test
    void nullDropsTheMessage() {
        var row = maker.row(message("{\"drop\":true}"));
        assertThat(row.isDropped()).isTrue();
        assertThat(row.fault()).isEmpty();
    }

    @Test
    void aRowMayNameItsStreamWhichIsNoColumn() {
        var row = maker.row(message("{\"stream\":\"Custom-Critical_CL\",\"n\":1}"));
        assertThat(row.stream()).isEqualTo("Custom-Critical_CL");
        assertThat(new String(row.json(), UTF_8)).isEqualTo("{\"n\":1}");
        assertThat(maker.row(message("{\"n\":1}")).stream()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "\"../../other\"", "\"a b\"", "{\"a\":1}"})
    void aStreamThatCannotBeOneIsAFault(String stream) {
        assertThat(maker.row(message("{\"stream\":" + stream + "}")).fault())
                .hasValueSatisfying(why -> assertThat(why).contains("@stream must name a stream"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "text", "{\"n\":1} {", "{\"n\":1}{\"n\":2}", "{\"text\":\"t\"}", "{\"of\":17}", "17", "[1]", "[{\"n\":1}]", "\"text\""})
    void faults(String body) {
        var row = maker.row(message(body));
        assertThat(row.fault()).hasValueSatisfying(why -> assertThat(why).startsWith("routes/mappings/m.jslt: "));
        assertThat(row.json()).isEmpty();
        assertThat(new String(row.message().body(), UTF_8)).isEqualTo(body);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{                 | at byte 1: the JSON breaks off here, before it is complete",
        "{\"n\":1} {         | at byte 8: here is more, after the JSON has ended",
        "{\"n\":\"\\x\"}        | at byte 7: a backslash in a text is followed by something that JSON does not know",
        "{\"n\":[1}          | at byte 7: Unexpected close marker '}': expected ']'",
    })
    void theFaultIsSaidToWhoDoesNotKnowTheParser(String body, String why) {
        assertThat(maker.row(message(body)).fault()).hasValue("routes/mappings/m.jslt: it cannot be read as JSON: " + why);
    }

    @Test
    void faultsDoNotRepeatTheMessage() {
        var row = maker.row(message("{\"of\":true,\"x\":\"" + "secret".repeat(100_000) + "\"}"));
        assertThat(row.fault()).hasValueSatisfying(why -> assertThat(why).hasSizeLessThan(1_200));
    }

    @Test
    void aMessageThatIsTooLargeForATreeIsCutWhereItIsLongAndSaysSo() throws IOException {
        var body = "{\"x\":\"" + "x".repeat(3_000_000) + "\",\"n\":1.10,\"l\":[" + "7,".repeat(500_000) + "],\"y\":null}";
        var row = JSON.readTree(row(body));
        assertThat(row.path("n").decimalValue()).isEqualByComparingTo("1.1");
        assertThat(row.path("CutFields").toString()).isEqualTo("[\"all\"]");
        assertThat(row.at("/all/x").asText()).endsWith("… [3000000 bytes, cut by Sentinel Bridge]");
        assertThat(row.at("/all/l").get(row.at("/all/l").size() - 1).asText()).endsWith("more, cut by Sentinel Bridge]");
        assertThat(JSON.writeValueAsBytes(row.path("all")).length).isLessThanOrEqualTo(64_000);
    }

    @Test
    void whatHasBecomeShortIsNamedAsCutAllTheSame() throws IOException {
        var row = JSON.readTree(row("{\"n\":\"" + "x".repeat(2_000_000) + "\",\"l\":[" + "[0],".repeat(400_000) + "]}"));
        assertThat(row.path("CutFields").toString()).contains("\"n\"", "\"all\"");
    }

    @Test
    void aMessageOfTooManyTokensIsCutToo() throws IOException {
        var row = JSON.readTree(row("{\"n\":1,\"l\":[" + "[],".repeat(300_000) + "0]}"));
        assertThat(row.path("n").intValue()).isEqualTo(1);
        assertThat(row.path("CutFields").toString()).isEqualTo("[\"all\"]");
    }

    @Test
    void eightMegabytesOfText() throws IOException {
        assertThat(JSON.readTree(row("{\"n\":\"" + "x".repeat(8_000_000) + "\"}")).path("n").asText())
                .endsWith("… [8000000 bytes, cut by Sentinel Bridge]");
    }

    @Test
    void aMessageThatCannotBeCutIsFaulty() {
        var deep = new StringBuilder();
        for (var i = 0; i < 60; i++) {
            deep.append("{");
            for (var k = 0; k < 120; k++) {
                deep.append('"').append("k".repeat(400)).append(k).append("\":1,");
            }
            deep.append("\"d\":");
        }
        var body = deep + "1" + "}".repeat(60);
        assertThat(maker.row(message(body)).fault()).hasValueSatisfying(why -> assertThat(why).contains("even cut it has more than 600000"));
    }

    @Test
    void anObjectOfThousandsOfMembersIsShortened() throws IOException {
        var members = IntStream.range(0, 60_000).mapToObj(i -> "\"member" + i + "\":{\"a\":\"" + "x".repeat(30) + "\"}");
        var row = JSON.readTree(row(members.collect(Collectors.joining(",", "{\"n\":1,", "}"))));
        assertThat(row.path("n").intValue()).isEqualTo(1);
        assertThat(row.path("CutFields").toString()).isEqualTo("[\"all\"]");
    }

    @Test
    void namesWithThousandsOfDotsDoNoHarm() {
        var name = "a.".repeat(20_000) + "a";
        assertThat(maker.row(message("{\"n\":1,\"deep\":{\"x.y\":{\"" + name + "\":1}}}")).message().body()).isNotEmpty();
    }

    private String row(String body) {
        var row = maker.row(message(body));
        assertThat(row.fault()).isEmpty();
        return new String(row.json(), UTF_8);
    }

    private static OutboxMessage message(String body) {
        return new OutboxMessage("id", body.getBytes(UTF_8));
    }
}
