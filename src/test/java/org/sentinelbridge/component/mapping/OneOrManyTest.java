package org.sentinelbridge.component.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.schibsted.spt.data.jslt.Parser;
import java.io.StringReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Elasticsearch makes no difference between a value and an array of it; mappings must not either. */
final class OneOrManyTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "a"              | "a"
            ["a", "b"]       | "a"
            [["a"], "b"]     | "[\\"a\\"]"
            17               | "17"
            1.50             | "1.5"
            true             | "true"
            {"a": "b"}       | "{\\"a\\":\\"b\\"}"
            [{"a": null}]    | "{}"
            ""               | ""
            []               | null
            [null, "b"]      | null
            null             | null
            """)
    void theFirstAsText(String value, String expected) {
        assertThat(apply("first-text(" + value + ")")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "a"        | ["a"]
            ["a", "b"] | ["a","b"]
            {"a": 1}   | [{"a":1}]
            0          | [0]
            []         | []
            null       | []
            """)
    void allOfThem(String value, String expected) {
        assertThat(apply("as-array(" + value + ")")).isEqualTo(expected);
    }

    private static String apply(String expression) {
        return new Parser(new StringReader(expression))
                .withFunctions(JsltFunctions.all())
                .compile()
                .apply(JsonNodeFactory.instance.nullNode())
                .toString();
    }
}
