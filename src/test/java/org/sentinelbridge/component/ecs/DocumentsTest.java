package org.sentinelbridge.component.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sentinelbridge.component.ecs.Given.CASES;
import static org.sentinelbridge.component.ecs.Given.JSON;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.sentinelbridge.component.records.SourceRecord;
import org.sentinelbridge.golden.Golden;

/**
 * Each folder src/test/resources/records/STREAM/PROFILE/CASE is a test: given.json holds the record (or, as a text, what came in its
 * place, and the problem with it), and settings where they are not the usual ones; then.json is the document. The same given.json may
 * lie in the folders of two profiles. PROFILE is raw for the mode of that name.
 */
final class DocumentsTest {

    @TestFactory
    Stream<DynamicTest> documents() throws IOException {
        return cases().map(folder -> DynamicTest.dynamicTest(CASES.relativize(folder).toString(), folder.toUri(), () -> check(folder)));
    }

    static Stream<Path> cases() throws IOException {
        try (var folders = Files.walk(CASES, 3)) {
            return folders.filter(folder -> Files.exists(folder.resolve("given.json"))).sorted().toList().stream();
        }
    }

    private static void check(Path folder) throws IOException {
        var document = document(folder);
        assertThat(document.fault()).isEmpty();
        var then = JSON.createObjectNode();
        then.put("data_stream", document.dataStream());
        then.put("id", document.id());
        then.set("source", Given.source(document));
        var golden = new Golden(folder, "given.json");
        golden.check("then.json", then);
        golden.finish();
    }

    static Document document(Path folder) throws IOException {
        var given = JSON.readTree(Files.readAllBytes(folder.resolve("given.json")));
        var profile = folder.getParent().getFileName().toString();
        var settings = given.get("settings") instanceof ObjectNode set ? set : JSON.createObjectNode();
        var maker = profile.equals("raw")
                ? Given.maker("raw", "extended", settings)
                : Given.maker("ecs", profile, settings);
        var stream = SourceRecord.Stream.valueOf(CASES.relativize(folder).getName(0).toString().toUpperCase(Locale.ROOT));
        var text = given.path("record").isTextual() ? given.path("record").textValue() : given.path("record").toString();
        Map<String, Object> origin = stream == SourceRecord.Stream.EVENT && !given.has("no-origin") ? Given.ORIGIN : Map.of();
        return maker.documents(List.of(new SourceRecord(
                stream, text.getBytes(StandardCharsets.UTF_8), given.path("problem").asText(""), origin))).get(0);
    }
}
