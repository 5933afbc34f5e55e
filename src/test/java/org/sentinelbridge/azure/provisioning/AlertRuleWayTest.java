package org.sentinelbridge.azure.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sentinelbridge.app.FreePort;
import org.sentinelbridge.elastic.elasticsearch.RunningBridge;

/** The way over the alert rule, end to end: alert, row, the template's rule, incident, and what an analyst sees of it. */
class AlertRuleWayTest {

    private static final Duration AT_MOST = Duration.ofSeconds(30);
    private static final String KEY = "alert-rule-way-key-0123456789";
    private static final String KERBEROS = """
            {"@timestamp": "%s", "kibana": {"alert": {"uuid": "%s", "severity": "%s", "risk_score": 73,
               "reason": "ticket asked for by prn-07", "url": "https://kibana.example.com/app/security/alerts/1",
               "rule": {"name": "Kerberos tickets from a printer", "uuid": "rule-1", "threat": [{"framework": "MITRE ATT&CK",
                 "tactic": {"id": "TA0006", "name": "Credential Access"}, "technique": [{"id": "T1558", "name": "Steal"}]}]}}},
             "host": {"name": "%s"}, "user": {"name": "mallory", "domain": "CORP"}, "source": {"ip": "203.0.113.7"},
             "file": {"name": "x.exe", "hash": {"sha256": "ab12"}}}""";

    private final HttpClient client = HttpClient.newHttpClient();
    private String alerts;
    private RunningBridge bridge;

    @BeforeEach
    void start() throws IOException {
        var port = String.valueOf(FreePort.find());
        alerts = "http://127.0.0.1:" + port + "/alerts";
        bridge = new RunningBridge(
                Map.of("webhook.port", port, "webhook.key", KEY, "alert-delivery.batch-wait", "100ms", "outbox.duplicate-window", "0",
                        "incidents.interval", "1s"),
                true);
    }

    @AfterEach
    void stop() {
        bridge.close();
    }

    @Test
    void anAlertBecomesAnIncidentThatSaysWhatTheAlertSays() throws Exception {
        send(alert("a-1", "high", "prn-07"));

        var incident = awaitIncidents(1).get(0);
        var properties = incident.path("properties");
        assertThat(properties.path("title").textValue()).isEqualTo("Kerberos tickets from a printer");
        assertThat(properties.path("description").textValue()).isEqualTo("ticket asked for by prn-07");
        assertThat(properties.path("severity").textValue()).isEqualTo("High");
        assertThat(properties.path("status").textValue()).isEqualTo("New");
        assertThat(properties.at("/additionalData/tactics").toString()).isEqualTo("[\"CredentialAccess\"]");
        assertThat(properties.path("relatedAnalyticRuleIds")).hasSize(1);

        // and on to Elasticsearch, as anything that Sentinel holds
        await().atMost(AT_MOST).until(() -> documents("incident").path("hits").size() == 1 && documents("alert").path("hits").size() == 1);
        var alert = documents("alert").at("/hits/0/_source").toString();
        assertThat(alert).contains("Kerberos tickets from a printer", "ElasticAlertId", "a-1", "Elastic Security");
    }

    @Test
    void alertsOfOneRuleOnOneHostGoTogetherAndRepeatsAreOne() throws Exception {
        send(alert("a-1", "low", "prn-07"));
        send(alert("a-1", "low", "prn-07"));
        send(alert("a-2", "high", "prn-07"));
        send(alert("a-3", "medium", "srv-01"));

        var incidents = awaitIncidents(2);
        await().atMost(AT_MOST).until(() -> incidents().get(0).at("/properties/additionalData/alertsCount").intValue() == 2);
        assertThat(incidents().get(0).at("/properties/severity").textValue()).as("that of the worst alert").isEqualTo("High");
        assertThat(incidents.get(1).at("/properties/severity").textValue()).isEqualTo("Medium");
    }

    @Test
    void anAlertAfterTheIncidentWasClosedOpensAnother() throws Exception {
        send(alert("a-1", "high", "prn-07"));
        var first = awaitIncidents(1).get(0).path("name").textValue();
        bridge.call("PATCH", "/_sandbox/sentinel/incidents/" + first, "{\"properties\": {\"status\": \"Closed\"}}");
        send(alert("a-2", "high", "prn-07"));
        awaitIncidents(2);
    }

    @Test
    void anAlertWithoutIdOrRuleIsNotLost() throws Exception {
        send("{\"_id\": \"no-rule\", \"message\": \"one\"}");
        send("{\"kibana.alert.rule.name\": \"No id\", \"message\": \"two\", \"host\": {\"name\": \"h\"}}");
        var incidents = awaitIncidents(2);
        assertThat(incidents.get(0).at("/properties/title").textValue()).isEqualTo("Elastic Security alerts");
        assertThat(incidents.get(0).at("/properties/severity").textValue()).isEqualTo("Medium");
        assertThat(incidents.get(1).at("/properties/title").textValue()).isEqualTo("No id");
    }

    private static String alert(String uuid, String severity, String host) {
        return KERBEROS.formatted(java.time.Instant.now(), uuid, severity, host);
    }

    private void send(String alert) throws Exception {
        var answer = client.send(
                HttpRequest.newBuilder(URI.create(alerts)).header("X-Api-Key", KEY)
                        .POST(BodyPublishers.ofString("{\"alerts\": [" + alert + "]}")).build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }

    private JsonNode awaitIncidents(int count) {
        await().atMost(AT_MOST).until(() -> incidents().size() == count);
        return incidents();
    }

    private JsonNode incidents() {
        return bridge.call("GET", "/_sandbox/state", "").at("/sentinel/incidents");
    }

    private JsonNode documents(String stream) {
        return bridge.call("GET", "/elasticsearch/logs-microsoft_sentinel." + stream + "-*/_search?size=10", "").path("hits");
    }
}
