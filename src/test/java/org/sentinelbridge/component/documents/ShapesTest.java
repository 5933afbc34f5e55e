package org.sentinelbridge.component.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sentinelbridge.component.documents.Read.documents;
import static org.sentinelbridge.component.documents.Read.wrapped;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Kibana makes of the templates that people write, and what they are read as. */
final class ShapesTest {

    private static final String A = "{\"n\": 1, \"t\": \"é, {\\\"x\\\":\\\"}\\\"}\"}";
    private static final String B = "{\"n\":2 }";
    private static final String C = "{ \"n\":3,\"o\":{\"p\":[1,{}]}}";

    @ParameterizedTest
    @ValueSource(strings = {
        "%a", "[%a]", "{\"alerts\": [%a]}", "{\"alerts\":%a}", "{\"alert\":%a}", "{\"alert\":[%a]}", " \t\r\n%a\r\n ",
        "{\"id\":\"x\",\"rule\":\"r\",\"link\":\"\",\"alert\":%a}", "{\"alert\":%a,\"id\":\"x\",\"rule\":{\"alerts\":0}}",
        "\uFEFF%a", "\uFEFF\n %a", "\u001E%a\n", "{\"alerts\":[%a,]}", "{\"alerts\":[%a,{}]}", "{\"alerts\":%a,}",
        "{\"alerts\":{\"alerts\":{\"alert\":[[[%a]]]}}}", "[[],[%a],[[]]]", ",%a,", "{\"alert\":null,\"alerts\":[%a]}",
        "{\"alerts\":{\"new\":{\"count\":1,\"data\":[%a]},\"ongoing\":{\"count\":0,\"data\":[]},\"all\":{\"count\":1,\"data\":[%a]}}}",
        "{\"alerts\":{\"all\":{\"data\":[%a]}},\"rule\":\"r\"}",
    })
    void oneDocument(String template) {
        var body = template.replace("%a", A);
        assertThat(documents(body)).containsExactly(A);
        assertThat(documents(wrapped(body))).containsExactly(A);
        assertThat(documents(wrapped(wrapped(body)))).containsExactly(A);
        assertThat(documents("{\"alerts\":" + wrapped(body) + "}")).containsExactly(A);
        assertThat(documents("{\"alerts\":" + wrapped(wrapped(body)) + "}")).containsExactly(A);
        assertThat(documents("[" + wrapped(body) + "]")).containsExactly(A);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "[%a,%b,%c]", "%a\n%b\n%c", "%a\n%b\n%c\n", "%a\r\n%b\r\n%c\r\n", "\n\n%a\n\n \r\n%b\n\t\n%c\n\n", "%a%b%c", "%a,%b,%c", "%a, %b,%c,\n",
        "[%a,%b,%c,]", "{\"alerts\":[%a,%b,%c]}", "{\"alerts\":[%a,%b,%c,],}", "{\"alerts\":[%a,%b,%c,{}]}", "{\"alert\":[%a,%b],\"alerts\":[%c]}",
        "{\"count\":3,\"alerts\":[%a,%b,%c],\"rule\":{\"id\":\"x\"}}", "[%a,[%b,[%c]]]", "\u001E%a\n\u001E%b\n\u001E%c\n",
        "%a[%b]{\"alerts\":%c}", "{\"alert\":%a}{\"alert\":%b}\n{\"alert\":%c}", "\uFEFF%a\n\uFEFF%b\n\uFEFF%c",
        "{\"alerts\":%a,%b,%c}", "{\"alerts\": %a , %b,\r\n\t%c }", "{\"alerts\": %a,%b,%c,}", "{\"id\":\"x\",\"alerts\":%a,%b,%c,\"rule\":{\"id\":[1]}}",
        "{\"alerts\":%a,%b}\n{\"alerts\":%c}", "{\"alert\":%a,\"alerts\":%b,%c}", "{\"alerts\":%a,%b,\"alert\":%c}", "{\"alert\":%a,{},\"alerts\":%b,%c}",
        "{\"alerts\":%a,{\"alert\":%b},%c}", "{\"alerts\":{\"alert\":%a},{\"alerts\":[%b]},%c}",
    })
    void severalDocuments(String template) {
        var body = template.replace("%a", A).replace("%b", B).replace("%c", C);
        assertThat(documents(body)).containsExactly(A, B, C);
        assertThat(documents(wrapped(body))).containsExactly(A, B, C);
        assertThat(documents("{\"alerts\":" + wrapped(body) + "}")).containsExactly(A, B, C);
        assertThat(documents(wrapped("{\"alerts\":" + wrapped(body) + "}"))).containsExactly(A, B, C);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{}", "[]", "[[],[]]", "{\"alerts\":[]}", "{\"alerts\":null}", "{\"alert\":{}}", "{\"alerts\":[{},{}]}", "{\"alerts\":\"\"}", "\"\"", "\" \"",
        "{\"alerts\":\"[]\"}", "{\"alerts\":[],\"count\":0}", "{\"alerts\":{},{}}",
    })
    void noDocument(String body) {
        assertThat(documents(body)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"alert\":\"just text\"}", "{\"alert\":\"[High] Malware\",\"n\":1}", "{\"alert\":\"{x} was seen\"}", "{\"alert\":\"\\\"quoted\\\" text\"}",
        "{\"alert\":17}", "{\"alerts\":true,\"n\":1}", "{\"alert\":\"-\"}", "{\"Alert\":{\"n\":1}}", "{\"rule\":{\"alert\":{\"n\":1}}}",
        "{\"alerts.new\":[{\"n\":1}]}",
    })
    void noEnvelope(String body) {
        assertThat(documents(body)).containsExactly(body);
        assertThat(documents(wrapped(body))).containsExactly(body);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"n\":1}", "[\"a\",\"b\"]", "\"just text\"", "\"[1,2]\"", "{\"alerts\":[{\"n\":1},{\"n\":2}]}", "[1,[2]]", "\"{\\\"broken\\\"\"", "null", "[null]",
    })
    void anAlertThatHasAMemberAlertIsOneDocument(String member) {
        var before = "{\"kibana\":{\"alert\":{\"uuid\":\"u\"}},\"alert\":" + member + "}";
        var after = "{\"alert\":" + member + ",\"alerts\":[{\"n\":2}],\"kibana.alert.uuid\":\"u\"}";
        assertThat(documents(before)).containsExactly(before);
        assertThat(documents("{\"alerts\":[" + before + "," + after + "]}")).containsExactly(before, after);
        assertThat(documents("{\"alerts\":" + before + "," + after + "}")).containsExactly(before, after);
    }

    @Test
    void anAlertWithAFieldNamedLikeAStateOfASummaryIsOneDocument() {
        var alert = "{\"kibana.alert.uuid\":\"u\",\"new\":{\"data\":[{\"x\":1}]}}";
        assertThat(documents("{\"alert\":" + alert + "}")).containsExactly(alert);
    }

    /** As the signals of old versions copied what the sources of events call alert. */
    @ParameterizedTest
    @ValueSource(strings = {
        "{\"_id\":\"v1\",\"signal\":{\"rule\":{\"name\":\"n\"}},\"alert\":{\"signature\":\"ET TROJAN\",\"severity\":1}}",
        "{\"_id\":\"v2\",\"signal\":{\"rule\":{\"name\":\"n\"}},\"alert\":null}",
        "{\"id\":\"v3\",\"rule\":\"r\",\"host\":\"web-1\",\"alert\":\"\"}", "{\"id\":\"v4\",\"alerts\":\"[]\"}",
        "{\"_id\":\"v9\",\"_source\":{\"kibana.alert.uuid\":\"v9\"},\"alert\":{\"x\":1}}",
        "{\"kibana.alert.uuid\":[\"v10\"],\"alert\":{\"x\":1}}", "{\"alert\":{\"new\":{\"x\":1}},\"_id\":\"v11\"}",
    })
    void anAlertWithAMemberOfThatNameIsOneDocument(String body) {
        assertThat(documents(body)).containsExactly(body);
        assertThat(documents("{\"alerts\":[" + body + "]}")).containsExactly(body);
    }

    /** Within the memory that is there for one wrapping, of a body larger than what is there for any. */
    @Test
    void wrappingsWithinWrappingsTakeNoMoreMemory() {
        var alerts = "{\"m\":\"ü \\\"quoted\\\" \\n\"},".repeat(400_000 / 10);
        var body = wrapped(wrapped("[" + ("{\"m\":\"" + "x".repeat(10_000) + "\"},").repeat(1_000) + alerts + "]"));
        var read = documents(body);
        assertThat(read).hasSize(41_000);
        assertThat(read.get(40_999)).isEqualTo("{\"m\":\"ü \\\"quoted\\\" \\n\"}");
        assertThat(documents("{\"alerts\":" + body + "}")).isEqualTo(read);
    }

    @Test
    void repeatsAreKeptForTheOutboxToDrop() {
        assertThat(documents(B + B)).containsExactly(B, B);
        assertThat(Read.ids("{\"_id\":\"x\"}{\"_id\":\"x\"}")).containsExactly("x", "x");
    }

    @Test
    void controlCharactersThatKibanaDidNotEscapeAreTaken() {
        var body = "{\"t\":\"a\tb\nc\u0001\u007f\"}";
        assertThat(documents(body)).containsExactly(body);
        assertThat(documents("{\"alerts\":[" + body + ",]}")).containsExactly(body);
    }

    @Test
    void halfASurrogatePairIsHandedOutAsItIs() {
        var body = "{\"t\":\"\\ud83d\",\"_id\":\"\\udc00\"}";
        assertThat(documents(body)).containsExactly(body);
    }
}
