package org.sentinelbridge.component.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sentinelbridge.component.ecs.Given.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The documents that the page shows are those that are made of the row that it shows. */
class ShownDocumentsTest {

    private static final Pattern BLOCK = Pattern.compile("```json\\n([^`]*)```");
    private static final List<String> LEFT_OUT = List.of("ecs", "input", "azure");

    @Test
    void asShown() throws IOException {
        var page = Files.readString(Path.of("src/site/markdown/elasticsearch.md"));
        var from = page.indexOf("## Mode and profile");
        var blocks = BLOCK.matcher(page.substring(from)).results().map(block -> block.group(1)).toList();
        assertThat(blocks).hasSize(4);
        var row = blocks.get(0).strip();
        assertShown("ecs", "extended", row, blocks.get(1));
        assertShown("ecs", "elastic-1.4.2", row, blocks.get(2));
        assertShown("raw", "extended", row, blocks.get(3));
    }

    private static void assertShown(String mode, String profile, String row, String shown) throws IOException {
        var maker = Given.maker(mode, profile, JSON.createObjectNode());
        var document = Given.source(maker.documents(List.of(Given.event(row))).get(0));
        document.remove(LEFT_OUT);
        if (document.get("event") instanceof ObjectNode event) {
            event.remove(List.of("ingested", "dataset"));
        }
        var expected = (ObjectNode) JSON.readTree(shown);
        if (expected.path("message").asText().startsWith("<the row")) {
            expected.put("message", row);
        }
        assertThat((JsonNode) document).isEqualTo(expected);
    }
}
