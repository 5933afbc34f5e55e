package org.sentinelbridge.component.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sentinelbridge.component.ecs.Given.JSON;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a document says about the values that had to be left out of it. */
class FittingTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{'alerts': {'count': 'many'}}     | microsoft_sentinel.incident.properties.additional_data.alerts.count",
        "{'alerts': {'count': [1, 'x']}}   | microsoft_sentinel.incident.properties.additional_data.alerts.count",
        "{'alerts': [[{'count': 'x'}]]}    | microsoft_sentinel.incident.properties.additional_data.alerts.count",
        "{'alerts': 'many'}                | microsoft_sentinel.incident.properties.additional_data.alerts",
        "{'a': {'b': {'c': {'': 1}}}}      | microsoft_sentinel.incident.properties.additional_data.a.b (a name in it)",
    })
    void theWholePathOfAFieldIsTold(String additionalData, String told) throws IOException {
        var document = (ObjectNode) JSON.readTree(("{'microsoft_sentinel': {'incident': {'properties': {'additional_data': " + additionalData + "}}}}")
                .replace('\'', '"'));
        var fitting = new Fitting().fit(document, FieldTypes.read("incident"), "original");
        assertThat(fitting.at("/error/message/0").textValue()).endsWith(": " + told);
    }

    @Test
    void noMappedFieldHasALongerPath() {
        assertThat(Stream.of("event", "incident", "alert").mapToInt(stream -> names(FieldTypes.read(stream))).max()).hasValue(Fitting.MOST_TOLD_NAMES);
    }

    private static int names(FieldType type) {
        return type.members().values().stream().mapToInt(member -> 1 + names(member)).max().orElse(0);
    }
}
