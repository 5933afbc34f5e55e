package org.sentinelbridge.component.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the bridge writes into a case is known again when Kibana pushes it, and what people write is not taken for it. */
class CaseNoticeTest {

    private static final String FILE = "case-notice.jslt";
    private static final String ADDED = "\n\nAdded by Ana Lyst.";

    @TempDir
    Path folder;

    private Mappings mappings;

    @BeforeEach
    void importIt() throws IOException {
        Files.copy(Path.of("routes", "mappings", FILE), folder.resolve(FILE));
        Files.writeString(folder.resolve("known.jslt"), "import \"" + FILE + "\" as case {\"is\": case:is-notice(.text)}");
        mappings = new Mappings(folder, JsonNodeFactory.instance.objectNode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "two\n\nparagraphs\nand a line", "```\ncode\n```", "[sentinel-bridge-notice]: #\n\nquoted"})
    void itIsKnownAgainInEveryLanguageOfKibana(String notice) {
        var comment = comment(notice);

        assertThat(isNotice(comment)).isTrue();
        assertThat(isNotice(comment + ADDED)).isTrue();
        assertThat(isNotice(comment + "\n\nAjouté par Ana (elle) [1]. ")).isTrue();
        assertThat(isNotice(comment.replace("\n", "\r\n") + "\r\n\r\nAdded by x.")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "a person's words",
        "",
        "> [sentinel-bridge-notice]: #",
        "before [sentinel-bridge-notice]: #",
        "[sentinel-bridge-notice]: #\n\nwhat a person has added below",
        "[sentinel-bridge-notice]: #\nnext line",
        "[sentinel-bridge-notice]: #1"})
    void whatAPersonWritesIsNone(String text) {
        assertThat(isNotice(text + ADDED)).isFalse();
    }

    /** Kibana refuses a longer one, and then the case would never be told. */
    @Test
    void aLongOneIsCutAndStillKnown() {
        var comment = comment("x".repeat(40_000));

        assertThat(comment).hasSize(30_000);
        assertThat(isNotice(comment + ADDED)).isTrue();
    }

    private String comment(String notice) {
        return mappings.apply("case-notice", new ObjectMapper().createObjectNode().put("notice", notice)).path("comment").asText();
    }

    private boolean isNotice(String text) {
        return mappings.apply("known", new ObjectMapper().createObjectNode().put("text", text)).path("is").asBoolean();
    }
}
