package org.sentinelbridge.component.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sentinelbridge.component.ecs.Given.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sentinelbridge.component.records.SourceRecord;
import org.sentinelbridge.component.records.SourceRecord.Stream;

/** Whatever a record is, its document is one that Elasticsearch takes, and its neighbours' documents are as ever. */
class HostileRecordsTest {

    private static final List<String> ODD = List.of(
            "null", "true", "0", "-1", "1e400", "12345678901234567890123", "1.5", "\"\"", "\"x\"", "\"\\ud800\"", "\"2026-13-45T99:99:99Z\"",
            "\"+999999999-12-31T23:59:59Z\"", "\"[\"", "\"{}\"", "\"[1,[2]]\"", "\"NaN\"", "\"\\u0000\"", "[]", "[[[[]]]]", "[null,\"\",{}]", "{}",
            "{\"a\":null}", "{\"\":{\" \":{\".\":1}}}", "[{\"labelName\":[1]}]", "{\"properties\":{\"properties\":[]}}", "[{\"Type\":7},{\"Type\":\"host\"}]",
            "\"[{\\\"Type\\\":\\\"host\\\",\\\"HostName\\\":{\\\"a\\\":[1]}},7,null,{\\\"Type\\\":\\\"ip\\\",\\\"Address\\\":\\\"::1%eth0\\\"}]\"",
            "\"" + "x".repeat(50_000) + "\"", "[" + "1,".repeat(5_000) + "1]");

    @ParameterizedTest
    @ValueSource(strings = {"extended", "elastic-1.4.2"})
    void anyValueInAnyField(String profile) throws IOException {
        check(Given.maker(profile).documents(everyFieldWithOddValues(profile)));
    }

    /** Of each golden record many: each of its fields in turn has each of the odd values. */
    static List<SourceRecord> everyFieldWithOddValues(String profile) throws IOException {
        var records = new ArrayList<SourceRecord>();
        for (var folder : DocumentsTest.cases().filter(folder -> folder.getParent().getFileName().toString().equals(profile)).toList()) {
            var given = JSON.readTree(Files.readAllBytes(folder.resolve("given.json"))).get("record");
            if (given instanceof ObjectNode row && !folder.getFileName().toString().contains("--")) {
                var stream = Stream.valueOf(Given.CASES.relativize(folder).getName(0).toString().toUpperCase(java.util.Locale.ROOT));
                addVariants(stream, row, row, records);
            }
        }
        assertThat(records).hasSizeGreaterThan(3_000);
        return records;
    }

    private static void addVariants(Stream stream, ObjectNode root, ObjectNode object, List<SourceRecord> into) throws IOException {
        var names = new ArrayList<String>();
        object.fieldNames().forEachRemaining(names::add);
        for (var name : names) {
            var before = object.get(name);
            if (before instanceof ObjectNode inner) {
                addVariants(stream, root, inner, into);
            }
            for (var odd : ODD) {
                object.set(name, JSON.readTree(odd));
                into.add(Given.record(stream, root));
            }
            object.set(name, before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"extended", "elastic-1.4.2"})
    void whatIsNoObjectOrTooMuchOfOne(String profile) {
        var deep = "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000);
        var records = new ArrayList<SourceRecord>();
        for (var text : List.of("", "7", "[]", "{", "{\"a\":1} x", deep, "{\"a\":\"" + "x".repeat(10_000_000) + "\"}",
                "{\"Entities\":\"" + "[".repeat(100_000) + "]".repeat(100_000) + "\",\"Type\":\"SecurityAlert\"}")) {
            records.add(Given.event(text));
        }
        records.add(SourceRecord.of(Stream.EVENT, new byte[] {'{', '"', (byte) 0xFF, '"', ':', '1', '}'}, Given.ORIGIN));
        records.add(new SourceRecord(Stream.EVENT, new byte[20_000_000], "zeros", Given.ORIGIN));
        var documents = Given.maker(profile).documents(records);
        check(documents);
        assertThat(documents.get(0).source()).asString(StandardCharsets.UTF_8).contains("pipeline_error");
        assertThat(documents.get(6).source()).hasSizeLessThan(2_100_000).asString(StandardCharsets.UTF_8).contains("cut by Sentinel Bridge");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{              | at byte 1: the JSON breaks off here, before it is complete",
        "{\"a\":1} {      | at byte 8: here is more, after the JSON has ended",
        "{\"a\":1]        | at byte 6: Unexpected close marker ']': expected '}'",
        "7              | it is no JSON object",
    })
    void whyARecordCannotBeReadIsSaidToWhoDoesNotKnowTheParser(String text, String why) {
        var source = Given.source(Given.maker("extended").documents(List.of(Given.event(text))).get(0));
        assertThat(source.at("/error/message")).extracting(JsonNode::asText).containsExactly("The record cannot be read as JSON: " + why);
    }

    @Test
    void manyEntitiesAreBounded() {
        var entities = JSON.createArrayNode();
        for (var i = 0; i < 3_000; i++) {
            entities.addObject().put("Type", "ip").put("Address", "10.0." + i / 250 + "." + i % 250);
        }
        var row = JSON.createObjectNode().put("Type", "SecurityAlert").put("Entities", entities.toString());
        var document = Given.source(Given.maker("extended").documents(List.of(Given.record(Stream.EVENT, row))).get(0));
        assertThat(document.at("/related/ip")).hasSize(100);
        assertThat(document.at("/microsoft_sentinel/event/entities")).hasSize(3_000);
    }

    @Test
    void randomBytes() {
        var random = new Random(9);
        var records = new ArrayList<SourceRecord>();
        for (var i = 0; i < 500; i++) {
            var bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            records.add(SourceRecord.of(Stream.values()[i % 3], bytes, Map.of()));
        }
        check(Given.maker("extended").documents(records));
    }

    private static void check(List<Document> documents) {
        for (var document : documents) {
            assertThat(document.fault()).as(() -> document.record().text()).isEmpty();
            assertThat(document.id()).isNotEmpty();
            var source = Given.source(document);
            assertThat(source.path("@timestamp").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
            assertThat(nothingEmpty(source)).as(source::toString).isTrue();
            var stream = document.dataStream().replaceAll(".*_sentinel\\.|-default", "");
            assertThat(FieldsTest.misfits(source, FieldTypes.read(stream))).isEmpty();
        }
    }

    private static boolean nothingEmpty(JsonNode node) {
        if (node instanceof ArrayNode || node instanceof ObjectNode) {
            var all = !node.isEmpty();
            for (var child : node) {
                all &= nothingEmpty(child);
            }
            return all;
        }
        return !node.isNull() && !(node.isTextual() && node.textValue().isEmpty());
    }
}
