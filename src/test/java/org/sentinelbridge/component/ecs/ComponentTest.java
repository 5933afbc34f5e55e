package org.sentinelbridge.component.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sentinelbridge.component.mapping.Mappings;
import org.sentinelbridge.component.records.SourceRecord;
import org.sentinelbridge.component.records.SourceRecord.Stream;

/** The component in a route. */
class ComponentTest {

    @TempDir
    Path folder;

    @Test
    void documentsInTheOrderOfTheRecords() throws Exception {
        try (var camel = new DefaultCamelContext()) {
            camel.getRegistry().bind("mappings", new Mappings(Path.of("routes", "mappings"), Given.JSON.createObjectNode()));
            camel.start();
            var records = List.of(Given.event("{\"Type\":\"A\"}"), Given.event("no json"), Given.event("{\"Type\":\"SecurityIncident\"}"));
            List<?> documents = camel.createProducerTemplate()
                    .requestBody("ecs:documents?mode=ecs&profile=extended&namespace=soc", records, List.class);
            assertThat(documents).extracting("record").isEqualTo(records);
            assertThat(documents).extracting("dataStream").containsExactly("logs-microsoft_sentinel.event-soc",
                    "logs-microsoft_sentinel.event-soc", "logs-microsoft_sentinel.incident-soc");
            assertThatThrownBy(() -> camel.getEndpoint("ecs:documents?profile=elastic-9")).hasMessageContaining("elastic-9");
        }
    }

    @Test
    void aMappingThatFailsOnOneRecordKeepsNoneOfTheOthers() throws Exception {
        Files.writeString(folder.resolve("event-document.jslt"), """
                if (.record.bad) error("cannot: " + .record.bad)
                else {"stream": if (.record.other) "other" else "event", "id": "1", "document": {"@timestamp": .arrived}}
                """);
        var maker = new DocumentMaker(new Mappings(folder, Given.JSON.createObjectNode()), new Style("ecs", "extended", "default"),
                java.time.Clock.systemUTC());
        var documents = maker.documents(List.of(Given.event("{}"), Given.event("{\"bad\":\"x\"}"), Given.event("{\"other\":1}"),
                new SourceRecord(Stream.ALERT, new byte[] {'{', '}'}, "", Map.of())));
        assertThat(documents).extracting(Document::isFaulty).containsExactly(false, true, true, true);
        assertThat(documents.get(1).fault()).contains("event-document.jslt", "cannot: x");
        assertThat(documents.get(1).id()).isNotEmpty();
        assertThat(documents.get(2).fault()).contains("its stream is none of");
        assertThat(documents.get(3).fault()).contains("alert-document");
    }
}
