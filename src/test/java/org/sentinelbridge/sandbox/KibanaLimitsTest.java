package org.sentinelbridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the stand-in for Kibana refuses as Kibana does. Sources: elastic/kibana, cases/common/constants/index.ts, cases/common/schema/index.ts
 * and cases/common/types/api/case/v1.ts for cases, security_solution/common/api/detection_engine/model/rule_schema for rules.
 */
class KibanaLimitsTest {

    private static final String CASE = """
            {"title": "t", "description": "d", "tags": [], "owner": "securitySolution", "settings": {"syncAlerts": false},
             "connector": {"id": "none", "name": "none", "type": ".none", "fields": null}}
            """;
    private static final String RULE = """
            {"name": "r", "description": "d", "type": "query", "risk_score": 47, "severity": "medium", "interval": "5m"}
            """;

    private final SandboxClient client = new SandboxClient();
    private final KibanaClient kibana = new KibanaClient(client);

    @AfterEach
    void stop() {
        client.close();
    }

    static Stream<Arguments> cases() {
        return Stream.of(
                Arguments.of("title", text(161), text(160), "The length of the title is too long. The maximum length is 160."),
                Arguments.of("title", "\" \"", text(1), "The title field cannot be an empty string."),
                Arguments.of("description", "\"\"", text(1), "The description field cannot be an empty string."),
                Arguments.of("description", text(30_001), text(30_000), "The length of the description is too long. The maximum length is 30000."),
                Arguments.of("tags", list(201), list(200), "The length of the field tags is too long. Array must be of length <= 200."),
                Arguments.of("tags", "[" + text(257) + "]", "[" + text(256) + "]", "The length of the tag is too long. The maximum length is 256."),
                Arguments.of("tags", "[\"\"]", "[]", "The tag field cannot be an empty string."),
                Arguments.of("assignees", list(11), list(10), "The length of the field assignees is too long. Array must be of length <= 10."));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aCaseHasLimits(String field, String tooMuch, String most, String message) {
        var refused = kibana.send("POST", "/api/cases", with(CASE, field, tooMuch));
        var made = kibana.send("POST", "/api/cases", with(CASE, field, most));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(SandboxClient.json(refused).path("message").asText()).isEqualTo(message);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
        var id = SandboxClient.json(made).path("id").asText();
        var change = with("{\"id\": \"" + id + "\", \"version\": \"" + SandboxClient.json(made).path("version").asText() + "\"}", field, tooMuch);
        assertThat(kibana.send("PATCH", "/api/cases", "{\"cases\": [" + change + "]}").statusCode()).isEqualTo(400);
    }

    /** Each field that a change changes is one. */
    @Test
    void aCaseIsFullAfterTenThousandUserActions() {
        var id = kibana.newCase("t");
        var version = kibana.ask("GET", "/api/cases/" + id, "").path("version").asText();
        for (var done = 1; done < 10_000; done += 3) { // that it was made is the first
            version = kibana.ask("PATCH", "/api/cases", change(id, version, done)).path(0).path("version").asText();
        }

        var refused = kibana.send("PATCH", "/api/cases", change(id, version, 10_000));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("The case with id " + id + " has reached the limit of 10000 user actions.");
    }

    private static String change(String id, String version, int number) {
        return "{\"cases\": [{\"id\": \"%s\", \"version\": \"%s\", \"title\": \"%d\", \"description\": \"%d\", \"tags\": [\"%d\"]}]}"
                .formatted(id, version, number, number, number);
    }

    static Stream<Arguments> rules() {
        return Stream.of(
                Arguments.of("severity", "\"urgent\"", "severity: Invalid enum value"),
                Arguments.of("type", "\"kql\"", "type: Invalid enum value"),
                Arguments.of("risk_score", "101", "risk_score: Number"),
                Arguments.of("risk_score", "\"47\"", "risk_score: Expected number"),
                Arguments.of("interval", "\"5 minutes\"", "interval: Invalid"),
                Arguments.of("name", "null", "name: Required"),
                Arguments.of("actions", "[{\"id\": \"a\", \"params\": {}}]", "actions.0.action_type_id: Required"),
                Arguments.of("actions", action("{\"notifyWhen\": \"onActiveAlert\"}"), "actions.0.frequency.summary: Required"),
                Arguments.of("actions", action("{\"summary\": true, \"notifyWhen\": \"always\"}"), "actions.0.frequency.notifyWhen: Invalid enum value"));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void aRuleFollowsTheSchema(String field, String wrong, String message) {
        var refused = kibana.send("POST", "/api/detection_engine/rules", with(RULE, field, wrong));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(SandboxClient.json(refused).path("message").asText()).contains(message);
        assertThat(kibana.send("POST", "/api/detection_engine/rules", RULE).statusCode()).isEqualTo(200);
    }

    private static String with(String json, String field, String value) {
        return ((ObjectNode) SandboxClient.json(json)).set(field, SandboxClient.json(value)).toString();
    }

    private static String text(int length) {
        return "\"" + "x".repeat(length) + "\"";
    }

    private static String list(int length) {
        return "[" + "\"x\",".repeat(length - 1) + "\"x\"]";
    }

    private static String action(String frequency) {
        return "[{\"id\": \"a\", \"action_type_id\": \".webhook\", \"params\": {}, \"frequency\": " + frequency + "}]";
    }
}
