package org.sentinelbridge.component.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sentinelbridge.component.ecs.Given.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sentinelbridge.component.ecs.FieldType.Kind;

/** The index templates and the documents agree. */
class FieldsTest {

    private static final Path TEMPLATES = Path.of("src", "main", "elasticsearch");

    @Test
    void everyFieldOfEveryDocumentIsMapped() throws IOException {
        for (var folder : DocumentsTest.cases().toList()) {
            var then = JSON.readTree(folder.resolve("then.json").toFile());
            var stream = then.get("data_stream").textValue().replaceAll(".*_sentinel\\.|-default", "");
            assertThat(misfits(then.get("source"), FieldTypes.read(stream))).as(folder.toString()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"event", "incident", "alert"})
    void theTemplateComesBeforeFleetsAndItsPartsAreThere(String stream) throws IOException {
        var template = JSON.readTree(TEMPLATES.resolve("index-templates/sentinel-bridge-" + stream + ".json").toFile());
        assertThat(template.at("/index_patterns/0").textValue()).isEqualTo("logs-microsoft_sentinel." + stream + "-*");
        assertThat(template.get("priority").intValue()).isGreaterThan(200);
        assertThat(template.get("data_stream").isObject()).isTrue();
        template.get("composed_of").forEach(
                part -> assertThat(TEMPLATES.resolve("component-templates/" + part.textValue() + ".json")).exists());
    }

    @ParameterizedTest
    @ValueSource(strings = {"event", "incident", "alert"})
    void constantsAreWhatTheDocumentsSay(String stream) throws IOException {
        var own = JSON.readTree(TEMPLATES.resolve("component-templates/sentinel-bridge-" + stream + ".json").toFile()).at("/template/mappings/properties");
        for (var field : List.of("/data_stream/properties/dataset", "/event/properties/dataset")) {
            assertThat(own.at(field + "/type").textValue()).isEqualTo("constant_keyword");
            assertThat(own.at(field + "/value").textValue()).isEqualTo("microsoft_sentinel." + stream);
        }
    }

    @Test
    void everyTemplateFileIsJsonWithADescription() throws IOException {
        var seen = new TreeSet<String>();
        try (var files = Files.walk(TEMPLATES)) {
            for (var file : files.filter(Files::isRegularFile).filter(file -> file.toString().endsWith(".json")).toList()) {
                assertThat(JSON.readTree(file.toFile()).at("/_meta/description").asText()).as(file.toString()).isNotEmpty();
                seen.add(file.getFileName().toString());
            }
        }
        assertThat(seen).contains("sentinel-bridge-common.json", "sentinel-bridge-event.json");
    }

    /** Fields that are not mapped, or hold what they would refuse. */
    static List<String> misfits(JsonNode source, FieldType type) {
        var misfits = new ArrayList<String>();
        compare("", source, type, misfits);
        return misfits;
    }

    private static void compare(String path, JsonNode value, FieldType type, List<String> misfits) {
        if (value.isArray()) {
            value.forEach(element -> compare(path, element, type, misfits));
        } else if (value.isObject() && type.kind() == Kind.OBJECT) {
            value.properties().forEach(member -> compare(path + "." + member.getKey(), member.getValue(), type.member(member.getKey()), misfits));
        } else if (value.isObject() ? type.kind() != Kind.FLATTENED && type.kind() != Kind.POINT
                : type.kind() == Kind.UNKNOWN || !FieldValues.fits(value, type.kind())) {
            misfits.add(path + " (" + type.kind() + "): " + value);
        }
    }
}
