package org.sentinelbridge.component.documents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.sentinelbridge.component.documents.Read.wrapped;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sentinelbridge.component.outbox.OutboxMessage;

/** Alerts in envelopes that nobody foresaw, and what is refused because no alert is in it. */
@Timeout(60)
final class RecognitionTest {

    private static final String A = "{\"kibana\":{\"alert\":{\"uuid\":\"a\",\"rule\":{\"name\":\"r\"},\"n\":[1,{\"m\":2}]}}, \"t\":\"é \\\"{\\\"\"}";
    private static final String B = "{\"t\":[], \"kibana.alert.uuid\":\"b\"}";

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"context.alerts\":%s,\"context.rule.name\":\"r\"}", "{\"count\":2,\"data\":[%a,%b]}", "{\"alerts\":{\"count\":2,\"data\":[%a,%b]}}",
        "{\"event\":{\"alerts\":[%a,%b]}}", "{\"context\":{\"alerts\":[%a,%b],\"rule\":{\"name\":\"r\"}}}",
        "{\"took\":1,\"hits\":{\"total\":{\"value\":2},\"hits\":[%a,%b]}}", "{\"x\":%a,\"y\":{\"z\":%b}}", "[{\"x\":[[%a],[{}],%b]}]",
        "{\"new\":{\"count\":2,\"data\":[%a,%b]},\"ongoing\":{\"count\":0,\"data\":[]},\"all\":{\"count\":2,\"data\":[%a,%b]}}",
        "{\"x\":%a},{\"y\":[%b]}", "{\"x\":{\"y\":%s}}", "{\"x\":[%s]}", "{\"x\":\"{no JSON\",\"y\":[%a,%b]}", "{\"x\":\"{}\",\"y\":[%a,%b],\"z\":null}",
        "{\"kibana\":{\"alert\":{\"x\":\"y\"}},\"y\":[%a,%b]}", "{\"kibana\":{\"x\":%a},\"alert\":{\"rule\":{\"x\":%b}}}", "{\"alert\":{\"id\":\"1\"},\"context\":{\"alerts\":[%a,%b]}}", "{\"alert\":{\"id\":\"1\",\"actionGroup\":\"default\"},\"alerts\":[%a,%b]}",
        "{\"alerts\":[%a,%b],\"alert\":{\"id\":\"1\"},\"rule\":{}}", "{\"alert\":\"1\",\"context\":{\"alerts\":[%a,%b]}}", "{\"alert\":null,\"x\":[%a,%b]}",
        "{\"name\":\"r\",\"x\":[%a],\"_source\":{\"y\":%b}}",
    })
    void foundInside(String template) {
        var body = template.replace("%s", wrapped(A + "," + B)).replace("%a", A).replace("%b", B);
        for (var form : List.of(body, wrapped(body), "[" + body + "]", "{\"anything\":" + wrapped(body) + "}")) {
            assertThat(texts(form)).containsExactly(A, B);
            assertThat(read(form)).extracting(OutboxMessage::id).containsExactly("a", "b");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"kibana.alert.rule.name\":\"r\"}", "{\"kibana\":{\"alert\":{\"rule\":{\"id\":1,\"name\":\"r\"}}}}", "{\"signal\":{\"rule\":{\"name\":\"r\"}}}",
        "{\"x\":{\"kibana.alert.uuid\":\"inner\"},\"kibana.alert.rule\":{\"name\":[\"r\"]}}", "{\"_source\":{\"kibana.alert.rule.name\":\"r\"}}",
    })
    void aRuleNameIsEnough(String alert) {
        for (var form : List.of(alert, "{\"alerts\":[" + alert + "]}", "{\"x\":[{},{\"y\":" + alert + "}]}", "{\"x\":" + wrapped(alert) + "}")) {
            assertThat(texts(form)).containsExactly(alert);
            assertThat(read(form)).extracting(OutboxMessage::id).containsExactly("");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{\"rule\":\"r\",\"link\":\"http://x\"} | line 1, column 1 (byte 0): nothing", "{\"alert\":{\"id\":\"a\",\"name\":\"n\"}} | (byte 9)",
        "{\"rule\":{\"name\":\"r\"}} | (byte 0)", "{\"x\":\"Rule r generated 3 alerts\"} | (byte 0)", "{\"kibana\":{\"alert\":{\"uuid\":7}}} | (byte 0)",
        "{\"kibana\":[{\"alert\":{\"uuid\":\"a\"}}]} | (byte 0)", "{\"x\":\"{\\\"kibana.alert.uuid\\\":\\\"a\\\"\"} | (byte 0)",
        "{\"kibana.alert\":\"x\",\"name\":\"y\"} | (byte 0)", "[{\"kibana.alert.uuid\":\"a\"},{\"n\":1}] | line 1, column 28 (byte 27)",
        "{\"context.alerts\":\"\"} | (byte 0)", "{\"id\":7} | (byte 0)", "{\"id\":\"a\",\"n\":1} | (byte 0)", "{\"alerts\":[{\"_source\":{\"id\":\"x\"}}]} | (byte 11)",
        "{\"alert\":{\"id\":\"a\"},\"rule\":{\"name\":\"r\"}} | (byte 0)",
    })
    void refused(String body, String where) {
        assertThatExceptionOfType(UnreadableException.class)
                .isThrownBy(() -> read(body))
                .withMessageContaining(where)
                .withMessageEndingWith("in this JSON object has kibana.alert.uuid or kibana.alert.rule.name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"alert\":{\"id\":\"Test\"}}", "{\"id\":\"Test\"}", "{\"alerts\":[{\"id\":\"Test\"}]}"})
    void aTestIsTaken(String body) {
        assertThat(texts(body)).containsExactly("{\"id\":\"Test\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{\"kibana.alert.uuid\":\"a\"} | a", "{\"kibana.alert.uuid\":\"a\",\"kibana.alert.status\":\"active\"} | a active",
        "{\"kibana\":{\"alert\":{\"workflow_status\":\"open\",\"uuid\":\"a\",\"status\":\"active\"}}} | a active open",
        "{\"_id\":\"a\",\"_source\":{\"kibana.alert.uuid\":\"a\",\"kibana.alert.workflow_status\":[\"closed\"]}} | a closed",
        "{\"x\":{\"kibana.alert.status\":\"active\",\"kibana.alert.uuid\":\"a\"}} | a active",
        "{\"kibana.alert.rule.name\":\"r\",\"kibana.alert.status\":\"active\"} | ``",
    })
    void theStatusBelongsToTheId(String body, String id) {
        assertThat(read(body)).extracting(OutboxMessage::id).containsExactly(id);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{\"alerts\":[{\\\"n\\\":1}]} | three braces", "{\\\"n\\\":1} | three braces", "{\"alerts\":\"{\"_id\":\"a\"}\"} | Take the quotation marks away",
        "{\"x\":\"{\"kibana\":\"a\"}\"} | Take the quotation marks away", "Rule r generated 3 alerts | this is a text, and no JSON",
    })
    void theCommonMistakesAreToldInPlainWords(String body, String words) {
        for (var form : List.of(body, wrapped(body))) {
            assertThatExceptionOfType(UnreadableException.class)
                    .isThrownBy(() -> read(form))
                    .withMessageContaining(words)
                    .withMessageMatching("(In the text that the body's JSON string holds: )?line \\d+, column \\d+ \\(byte \\d+\\): [^\n]*")
                    .withMessageNotContaining("code 92");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":", "{\"kibana.alert.rule.name\":\"r\",\"a\":", "[", "{\"kibana\":{\"alert\":{\"rule\":"})
    void deepOnesAreReadOnce(String open) {
        var depth = 90 / Math.max(1, open.chars().filter(c -> c == '{' || c == '[').count());
        var inner = "[" + "{\"n\":1},".repeat(300_000) + A + "]";
        var close = new StringBuilder(open.repeat((int) depth)).reverse().chars()
                .filter(c -> c == '{' || c == '[').mapToObj(c -> c == '{' ? "}" : "]").reduce("", String::concat);
        assertThat(read(open.repeat((int) depth) + "{\"x\":" + inner + "}" + close)).hasSize(1);
    }

    @Test
    void whateverComesIsReadOrRefused() {
        var pieces = new String[] {
            "{", "}", "[", "]", ",", ":", "\"a\"", "\"kibana.alert.uuid\":\"u\"", "\"kibana\":", "{\"x\":1}", "\"x\":", A, wrapped(A), "\"{\"", "null", "\\\"", "é", " ", "\"id\":\"t\"",
        };
        var random = new Random(3);
        var read = 0;
        for (var i = 0; i < 100_000; i++) {
            var body = new StringBuilder(random.nextBoolean() ? "{\"x\":" : "");
            for (var piece = random.nextInt(8); piece >= 0; piece--) {
                body.append(pieces[random.nextInt(pieces.length)]);
            }
            try {
                read += read(body.append(random.nextBoolean() ? "}" : "").toString()).size();
            } catch (UnreadableException e) {
                assertThat(e.getMessage()).hasSizeLessThan(400);
            }
        }
        assertThat(read).isGreaterThan(1_000);
    }

    private static List<OutboxMessage> read(String body) {
        var reader = new DocumentReader();
        reader.setUnder("alerts,alert");
        reader.setId("kibana.alert.uuid,_source.kibana.alert.uuid,_id");
        reader.setState("kibana.alert.status,kibana.alert.workflow_status,_source.kibana.alert.status,_source.kibana.alert.workflow_status");
        reader.setMarks("kibana.alert.uuid,kibana.alert.rule.name,signal.rule.name,_source.kibana.alert.uuid,_source.kibana.alert.rule.name");
        reader.setTest("id");
        return reader.read(body.getBytes(UTF_8));
    }

    private static List<String> texts(String body) {
        return read(body).stream().map(message -> new String(message.body(), UTF_8)).toList();
    }
}
