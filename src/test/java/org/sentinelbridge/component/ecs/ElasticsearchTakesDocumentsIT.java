package org.sentinelbridge.component.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sentinelbridge.running.RealElasticsearch;

/** A real Elasticsearch, with the templates of src/main/elasticsearch installed by hand, takes every document that is ever made. */
@Tag("elasticsearch")
class ElasticsearchTakesDocumentsIT {

    private static final Path TEMPLATES = Path.of("src/main/elasticsearch");
    private static final int BULK_BYTES = 5_000_000;

    private static RealElasticsearch elasticsearch;

    @BeforeAll
    static void installTemplates() throws IOException {
        elasticsearch = RealElasticsearch.get();
        for (var kind : List.of("component", "index")) {
            try (var files = Files.list(TEMPLATES.resolve(kind + "-templates"))) {
                for (var file : files.sorted().toList()) {
                    var name = file.getFileName().toString().replace(".json", "");
                    elasticsearch.call("PUT", "/_" + kind + "_template/" + name, Files.readString(file));
                }
            }
        }
    }

    @Test
    void ofGoldenRecords() throws IOException {
        var documents = new ArrayList<Document>();
        for (var folder : DocumentsTest.cases().filter(folder -> !folder.getParent().endsWith("raw")).toList()) {
            documents.add(DocumentsTest.document(folder));
        }
        assertThat(documents).hasSizeGreaterThan(50);
        assertTaken(documents, "golden");
    }

    @ParameterizedTest
    @ValueSource(strings = {"extended", "elastic-1.4.2"})
    void ofRecordsWithOddValuesEverywhere(String profile) throws IOException {
        assertTaken(Given.maker(profile).documents(HostileRecordsTest.everyFieldWithOddValues(profile)), "odd-" + profile);
    }

    private static void assertTaken(List<Document> documents, String namespace) {
        var refused = new HashSet<String>();
        var bulk = new StringBuilder();
        var number = 0;
        for (var document : documents) {
            var action = Given.JSON.createObjectNode();
            // an id of its own, as many of them are the same record but for a field
            action.putObject("create")
                    .put("_index", document.dataStream().replace("-default", "-" + namespace))
                    .put("_id", document.id() + number++);
            bulk.append(action).append('\n').append(new String(document.source(), StandardCharsets.UTF_8).replace('\n', ' ')).append('\n');
            if (bulk.length() > BULK_BYTES) {
                refused.addAll(send(bulk));
            }
        }
        refused.addAll(send(bulk));
        assertThat(refused).isEmpty();
    }

    /** The reasons of all items that are not taken. */
    private static List<String> send(StringBuilder bulk) {
        var answer = elasticsearch.call("POST", "/_bulk", bulk.toString());
        bulk.setLength(0);
        var reasons = new ArrayList<String>();
        for (JsonNode item : answer.path("items")) {
            if (item.at("/create/status").asInt() != 201) {
                reasons.add(item.at("/create/error").toString());
            }
        }
        return reasons;
    }
}
