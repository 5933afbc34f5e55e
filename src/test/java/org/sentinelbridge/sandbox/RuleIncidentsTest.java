package org.sentinelbridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sentinelbridge.sandbox.SandboxClient.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sentinelbridge.sandbox.rules.AnalyticsRule;

/** The stand-in for the analytics rule, row by row. */
class RuleIncidentsTest {

    private SandboxClient client;
    private Upload upload;

    @BeforeEach
    void start() {
        client = new SandboxClient(SandboxOptions.defaults()
                .withLogAnalytics(LogAnalyticsOptions.defaults().withRules()));
        upload = new Upload(client);
    }

    @AfterEach
    void stop() {
        client.close();
    }

    @Test
    void entitiesAreThoseThatTheRowHasValuesFor() {
        upload.rows("""
                [{"AlertUuid": "a", "RuleName": "R", "Reason": "why $1", "Severity": "Critical", "HostName": "h", "UserName": "u",
                  "UserDomain": "D", "SourceAddress": "203.0.113.7", "Sha256": "ab", "ProcessId": 7, "Tactics": ["Execution", "Impact"],
                  "AlertLink": "https://kibana.example.com/1", "RiskScore": 73.0, "Techniques": ["T1"]}]""");
        var incident = incidents().get(0);
        assertThat(incident.at("/properties/severity").textValue()).as("no word of Sentinel").isEqualTo("Medium");
        assertThat(incident.at("/properties/description").textValue()).isEqualTo("why $1");
        assertThat(incident.at("/properties/additionalData/tactics")).isEqualTo(json("[\"Execution\", \"Impact\"]"));

        var name = incident.path("name").textValue();
        var alert = json(client.post(client.incidents() + "/" + name + "/alerts" + SandboxClient.VERSION)).at("/value/0/properties");
        assertThat(alert.path("alertLink").textValue()).isEqualTo("https://kibana.example.com/1");
        assertThat(json(alert.at("/additionalData/Custom Details").textValue())).isEqualTo(json("""
                {"ElasticAlertId": ["a"], "ElasticRule": ["R"], "RiskScore": ["73.0"], "Techniques": ["[\\"T1\\"]"]}"""));
        assertThat(json(client.post(client.incidents() + "/" + name + "/entities" + SandboxClient.VERSION)).path("entities"))
                .extracting(entity -> entity.path("kind").textValue() + " " + entity.path("properties"))
                .containsExactly(
                        "Host {\"hostName\":\"h\",\"friendlyName\":\"h\"}",
                        "Account {\"accountName\":\"u\",\"ntDomain\":\"D\",\"friendlyName\":\"u\"}",
                        "Ip {\"address\":\"203.0.113.7\",\"friendlyName\":\"203.0.113.7\"}",
                        "Process {\"processId\":\"7\",\"friendlyName\":\"7\"}",
                        "FileHash {\"algorithm\":\"SHA256\",\"hashValue\":\"ab\",\"friendlyName\":\"SHA256\"}");
    }

    /** As when Azure took a request and nobody heard of it. */
    @Test
    void aDoubledRowMakesOneAlertAndOneIncident() {
        var rows = "[{\"AlertUuid\": \"a\", \"RuleName\": \"R\"}, {\"AlertUuid\": \"a\", \"RuleName\": \"R\"}]";
        upload.rows(rows);
        upload.rows(rows);
        assertThat(incidents()).hasSize(1);
        assertThat(incidents().get(0).at("/properties/additionalData/alertsCount").intValue()).isEqualTo(1);
    }

    /** A burst is cut as the real rule cuts it, and said so. */
    @Test
    void noMoreAlertsThanTheRealRuleMakesInOneRun() {
        upload.rows(IntStream.range(0, 200)
                .mapToObj(i -> "{\"AlertUuid\": \"a-" + i + "\", \"RuleName\": \"R\"}")
                .collect(Collectors.joining(",", "[", "]")));
        assertThat(incidents()).hasSize(1);
        assertThat(incidents().get(0).at("/properties/additionalData/alertsCount").intValue()).isEqualTo(150);
        assertThat(state().at("/sentinel/analytics_rule/rows_passed_over").intValue()).isEqualTo(50);
    }

    @Test
    void whatTheStandInDoesNotUnderstandItRefuses() throws Exception {
        var rule = Files.readAllBytes(Path.of("src/main/azure/analytics-rule.json"));
        var query = Files.readString(Path.of("src/main/azure/analytics-rule.kql"));
        for (var line : new String[] {"| where Severity == 'High'", "| extend A = toupper(Severity)", "| extend A = iff(isempty(B), 'a'"}) {
            assertThatThrownBy(() -> AnalyticsRule.of(rule, query + line + "\n")).hasMessageContaining("does not understand");
        }
        assertThatThrownBy(() -> AnalyticsRule.of("{}".getBytes(StandardCharsets.UTF_8), query)).hasMessageContaining("groups by");
    }

    private JsonNode incidents() {
        return state().at("/sentinel/incidents");
    }

    private JsonNode state() {
        return client.state();
    }
}
