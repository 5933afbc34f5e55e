package org.sentinelbridge.component.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fields are found wherever Elasticsearch would find them. */
final class NestingTest {

    private static final JsonMapper JSON = new JsonMapper();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{\"a.b\":1}                                  | {\"a\":{\"b\":1}}",
        "{\"a.b.c\":1,\"a.b.d\":2,\"a.e\":3,\"f\":4}  | {\"a\":{\"b\":{\"c\":1,\"d\":2},\"e\":3},\"f\":4}",
        "{\"a\":{\"b\":1},\"a.c\":2}                  | {\"a\":{\"b\":1,\"c\":2}}",
        "{\"a.c\":2,\"a\":{\"b\":1}}                  | {\"a\":{\"c\":2,\"b\":1}}",
        "{\"a\":{\"b.c\":1,\"b\":{\"d\":2}}}          | {\"a\":{\"b\":{\"c\":1,\"d\":2}}}",
        "{\"a.b\":{\"c.d\":1},\"a\":{\"b.c\":{\"e\":2}}} | {\"a\":{\"b\":{\"c\":{\"d\":1,\"e\":2}}}}",
        "{\"a\":[{\"b.c\":1},2,[{\"d.e\":3}]]}        | {\"a\":[{\"b\":{\"c\":1}},2,[{\"d\":{\"e\":3}}]]}",
        "[{\"a.b\":1}]                                | [{\"a\":{\"b\":1}}]",
        "{\"agent.name\":\"x\",\"agent\":{}}          | {\"agent\":{\"name\":\"x\"}}",
        "{\"agent\":{},\"agent.name\":\"x\"}          | {\"agent\":{\"name\":\"x\"}}",
        "{\"a\":1,\"a.b\":2}                          | {\"a\":{\"b\":2}}",
        "{\"a.b\":2,\"a\":1}                          | {\"a\":{\"b\":2}}",
        "{\"a.b\":2,\"a\":null}                       | {\"a\":{\"b\":2}}",
        "{\"a.b\":2,\"a\":{\"b\":null}}               | {\"a\":{\"b\":2}}",
        "{\"a\":{\"b\":null},\"a.b\":2}               | {\"a\":{\"b\":2}}",
        "{\"a.b\":2,\"a\":[1]}                        | {\"a\":{\"b\":2}}",
        "{\"a.b\":1,\"a\":{\"b\":2}}                  | {\"a\":{\"b\":2}}",
        "{\"a.b\":{\"x\":1},\"a\":{\"b\":2}}          | {\"a\":{\"b\":{\"x\":1}}}",
        "{\"x.y\":1,\".\":1,\".a\":2,\"b.\":3,\"\":4} | {\"x\":{\"y\":1},\".\":1,\".a\":2,\"b.\":3,\"\":4}",
    })
    void nested(String given, String expected) throws IOException {
        var document = JSON.readTree(given);
        assertThat(Nesting.nested(document)).isEqualTo(JSON.readTree(expected));
        assertThat(document).as("the document itself does not change").isEqualTo(JSON.readTree(given));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "1", "null", "\"a.b\"", "{\"a\":{\"b\":[1,{\"c\":\"d.e\"}]}}"})
    void withNothingToDoItIsTheSameInstance(String given) throws IOException {
        var document = JSON.readTree(given);
        assertThat(Nesting.nested(document)).isSameAs(document);
    }

    @Test
    void namesWithThousandsOfDotsDoNotExhaustTheStack() throws IOException {
        var document = JSON.readTree("{\"x.y\":{\"" + "a.".repeat(24_000) + "a\":1}}");
        var nested = Nesting.nested(document);
        assertThat(nested.deepCopy().toString()).contains("a.a.a");
    }
}
