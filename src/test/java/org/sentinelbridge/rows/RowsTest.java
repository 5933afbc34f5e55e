package org.sentinelbridge.rows;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sentinelbridge.mapping.Mappings;
import org.sentinelbridge.outbox.OutboxMessage;

/** Rows, their limits, and the requests that they make. */
class RowsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST = 1_000;

    @TempDir
    Path folder;

    private RowMaker maker;

    @BeforeEach
    void map() throws IOException {
        Files.writeString(folder.resolve("row.jslt"),
                "if (.in.fails) error(\"no row of this\") else {\"Id\": .in.id, \"Text\": .in.text, \"All\": .in}");
        maker = new RowMaker(
                new Mappings(folder, JSON.createObjectNode()), "row", "in", new FieldLimit(MOST, "Cut"));
    }

    private Row row(String json) {
        return maker.row(new OutboxMessage("", json.getBytes(StandardCharsets.UTF_8)));
    }

    private JsonNode read(Row row) throws IOException {
        assertThat(row.fault()).isEmpty();
        return JSON.readTree(row.json());
    }

    @Test
    void aRowHoldsItsOriginalByteForByte() {
        var original = "{ \"id\" : 1.50,\"text\":\"\\u00e4\" }";
        assertThat(new String(row(original).json(), StandardCharsets.UTF_8))
                .isEqualTo("{\"Id\":1.5,\"Text\":\"ä\",\"All\":" + original + "}");
    }

    @Test
    void whatIsReadWithIndulgenceIsWrittenStrictly() throws IOException {
        assertThat(read(row("{\"id\":1,\"text\":\"one\ntwo\",}")).at("/All/text").asText()).isEqualTo("one\ntwo");
    }

    @Test
    void halfASurrogatePairSpoilsNothing() throws IOException {
        assertThat(read(row("{\"text\":\"\\ud83d\"}")).path("Text").asText()).isEqualTo("\ud83d");
    }

    @Test
    void whatIsTooLongIsCutAndSaysSo() throws IOException {
        var row = read(row("{\"id\":1,\"text\":\"" + "😀ä".repeat(400) + "\"}"));
        assertThat(row.path("Text").asText()).endsWith("… [2400 bytes, cut by Sentinel Bridge]");
        assertThat(utf8(row.path("Text").asText())).isBetween(MOST - 6, MOST);
        assertThat(JSON.writeValueAsBytes(row.path("All")).length).isLessThanOrEqualTo(MOST);
        assertThat(row.at("/All/text").asText()).startsWith("😀ä").contains("cut by Sentinel Bridge");
        assertThat(row.path("Cut")).extracting(JsonNode::asText).containsExactly("Text", "All");
        assertThat(row.path("Id").asInt()).isEqualTo(1);
    }

    @Test
    void aLongListIsShortenedAndStaysJson() throws IOException {
        var list = IntStream.range(0, 2_000).mapToObj(String::valueOf).toList();
        var row = read(row("{\"list\":" + list + "}"));
        assertThat(row.at("/All/list").isArray()).isTrue();
        assertThat(row.at("/All/list").get(row.at("/All/list").size() - 1).asText()).endsWith("more, cut by Sentinel Bridge]");
        assertThat(JSON.writeValueAsBytes(row.path("All")).length).isLessThanOrEqualTo(MOST);
    }

    @Test
    void whatCannotBeShortenedBecomesText() throws IOException {
        var members = IntStream.range(0, 500).mapToObj(i -> "\"m" + i + "\":" + i).toList();
        var row = read(row("{" + String.join(",", members) + "}"));
        assertThat(row.path("All").isTextual()).isTrue();
        assertThat(utf8(row.path("All").asText())).isLessThanOrEqualTo(MOST);
    }

    @Test
    void aFaultyMessageSpoilsNoOther() {
        var rows = new Rows(List.of(
                row("{\"id\":1}"), row("{\"fails\":true}"), row("no json"), row("{\"id\":2}"),
                row("{\"t\":\"" + "x".repeat(2_100_000) + "\"}")));
        var parts = rows.parts(1_000_000);
        assertThat(parts).extracting(Rows::size).containsExactly(1, 1, 1, 2);
        assertThat(parts).extracting(Rows::fault).satisfiesExactly(
                fault -> assertThat(fault).contains("row.jslt", "no row of this"),
                fault -> assertThat(fault).contains("Unrecognized token"),
                fault -> assertThat(fault).contains("more than 2000000"),
                fault -> assertThat(fault).isEmpty());
    }

    @Test
    void partsAreBelowTheLimitAndMissNothing() throws IOException {
        var all = IntStream.range(0, 300).mapToObj(i -> row("{\"id\":" + i + ",\"text\":\"" + "x".repeat(i) + "\"}")).toList();
        var seen = new ArrayList<Integer>();
        for (var part : new Rows(all).parts(2_000)) {
            assertThat(part.json().length).isLessThan(2_000);
            JSON.readTree(part.json()).forEach(row -> seen.add(row.path("Id").asInt()));
        }
        assertThat(seen).isEqualTo(IntStream.range(0, 300).boxed().toList());
        assertThat(new Rows(all).parts(100)).as("each alone where one is too large").hasSizeGreaterThan(200);
    }

    @Test
    void halvesHoldAllAndGzipUnfoldsToTheArray() throws IOException {
        var rows = new Rows(List.of(row("{\"id\":1}"), row("{\"id\":2}"), row("{\"id\":3}")));
        assertThat(rows.halves()).extracting(Rows::size).containsExactly(1, 2);
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(rows.gzip()))) {
            assertThat(gzip.readAllBytes()).isEqualTo(rows.json());
        }
        assertThat(new String(new Rows(List.of()).json(), StandardCharsets.UTF_8)).isEqualTo("[]");
    }

    private static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
