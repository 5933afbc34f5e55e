package org.sentinelbridge.component.polling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.camel.health.HealthCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sentinelbridge.elastic.elasticsearch.RunningBridge;

/** The whole way: incidents that analysts and rules change in the stand-in for Sentinel, as documents in that for Elasticsearch. */
class PollingTest {

    private static final Duration AT_MOST = Duration.ofSeconds(30);
    private static final int INCIDENTS = 5;
    private static final String TOO_DEEP = "{\\\"value\\\": " + "[".repeat(100) + "]".repeat(100) + "}";

    private RunningBridge bridge;

    @AfterEach
    void stop() {
        bridge.close();
    }

    @Test
    void incidentsAndTheirAlertsAreIndexedAndOnlyChangesAfterThat() throws IOException {
        start(Map.of());
        awaitDocuments("incident", INCIDENTS);
        awaitDocuments("alert", INCIDENTS);
        bridge.call("PATCH", "/_sandbox/sentinel/incidents/" + name(2), "{\"properties\": {\"title\": \"changed\"}}");

        awaitDocuments("incident", INCIDENTS + 1);
        assertThat(search("incident")).contains("changed");
        assertThat(search("alert")).contains("alert of 3");
        assertThat(documents("alert")).isEqualTo(INCIDENTS);
    }

    @Test
    void anIncidentThatChangesWhilePagesAreReadHidesNoOther() throws IOException {
        start(Map.of("incidents.overlap", "0s"),
                "{\"match\": {\"path\": \"" + name(1) + "/alerts\"}, \"delay_ms\": 3000, \"times\": 1}");
        await().atMost(AT_MOST).until(() -> documents("incident") >= 2);
        bridge.call("PATCH", "/_sandbox/sentinel/incidents/" + name(0), "{\"properties\": {\"title\": \"changed\"}}");

        awaitDocuments("incident", INCIDENTS + 1);
        awaitDocuments("alert", INCIDENTS);
    }

    /** As a fault of the stand-in, less what it is about, and what the cause must tell. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "\"status\": 400                                                       | 400",
        "\"status\": 401                                                       | 401",
        "\"status\": 403                                                       | 403",
        "\"status\": 409                                                       | 409",
        "\"status\": 413                                                       | 413",
        "\"status\": 500                                                       | 500",
        "\"status\": 503, \"headers\": {\"Retry-After\": \"1\"}                  | 503",
        "\"status\": 200, \"body\": \"<html>\"                                   | JSON",
        "\"status\": 200, \"body\": {\"values\": []}                             | no member value",
        "\"cut\": \"before\"                                                   | ",
        "\"delay_ms\": 8000                                                    | ",
        "\"status\": 404, \"body\": {\"error\": {\"code\": \"ResourceNotFound\", \"message\": \"/workspaces/w/incidents/1\"}} | 404",
    })
    void anIncidentWhoseAlertsCannotBeReadIsParkedAndHoldsUpNoOther(String fault, String told) throws IOException {
        start(Map.of("http.call-timeout", "1s"), "{\"match\": {\"path\": \"" + name(1) + "/alerts\"}, " + fault + "}");

        awaitDocuments("incident", INCIDENTS);
        awaitDocuments("alert", INCIDENTS - 1);
        await().atMost(AT_MOST).until(() -> bridge.parked().size() == 1);
        var parked = bridge.parked().get(0);
        assertThat(parked.flow()).isEqualTo("sentinel-incidents");
        assertThat(parked.incidentId()).isEqualTo(name(1));
        assertThat(parked.attempts()).isEqualTo(2);
        assertThat(parked.cause()).contains(told == null ? "" : told);
    }

    @Test
    void anIncidentWhoseAlertsAreTooMuchIsParkedWithTheLimitThatTheyExceed() throws IOException {
        start(Map.of(), "{\"match\": {\"path\": \"" + name(1) + "/alerts\"}, \"status\": 200, \"body\": \"" + TOO_DEEP + "\"}");

        awaitDocuments("alert", INCIDENTS - 1);
        await().atMost(AT_MOST).until(() -> bridge.parked().size() == 1);
        assertThat(bridge.parked().get(0).incidentId()).isEqualTo(name(1));
        assertThat(bridge.parked().get(0).cause()).contains("too much to be read").contains("(101)").contains("(100)");
    }

    @Test
    void aPageOfIncidentsThatIsTooMuchIsReadInSmallerOnes() throws IOException {
        start(Map.of("incidents.page-size", "4"),
                "{\"match\": {\"path\": \"/incidents$\"}, \"status\": 200, \"body\": \"" + TOO_DEEP + "\", \"times\": 2}");

        awaitDocuments("incident", INCIDENTS);
        awaitDocuments("alert", INCIDENTS);
        assertThat(bridge.health("sentinel-incidents").getDetails().toString()).doesNotContain("too much");
        assertThat(bridge.failedRuns()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../x?y#z", "..%2F..%2Fx", "a b;c=d", "\u00fc\\+&%"})
    void anIncidentOfAnyNameHasItsAlertsRead(String name) throws IOException {
        start(Map.of());
        bridge.call("PUT", "/_sandbox/sentinel/incidents/" + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20"),
                "{\"alerts\": [{\"id\": \"/alerts/odd\", \"name\": \"odd\", \"kind\": \"SecurityAlert\", \"properties\":"
                        + " {\"alertDisplayName\": \"of the odd one\", \"timeGenerated\": \"" + Instant.now() + "\"}}]}");

        awaitDocuments("alert", INCIDENTS + 1);
        assertThat(search("alert")).contains("of the odd one");
        assertThat(bridge.parked()).isEmpty();
    }

    @Test
    void anIncidentWhoseNameWouldBeAStepInThePathIsParked() throws IOException {
        start(Map.of(), "{\"match\": {\"path\": \"/incidents$\"}, \"status\": 200, \"times\": 3, \"body\":"
                + " {\"value\": [{\"name\": \"..\", \"etag\": \"1\", \"properties\": {\"lastModifiedTimeUtc\": \"" + Instant.now() + "\"}}]}}");

        await().atMost(AT_MOST).until(() -> bridge.parked().size() == 1);
        assertThat(bridge.parked().get(0).cause()).contains("cannot be called '..'");
        awaitDocuments("alert", INCIDENTS);
    }

    @Test
    void anIncidentThatIsAlwaysThrottledHoldsUpNoOther() throws IOException {
        start(Map.of(), "{\"match\": {\"path\": \"" + name(0) + "/alerts\"}, \"status\": 429, \"headers\": {\"Retry-After\": \"1\"}}");

        awaitDocuments("incident", INCIDENTS);
        awaitDocuments("alert", INCIDENTS - 1);
        bridge.call("DELETE", "/_sandbox/faults", "");
        awaitDocuments("alert", INCIDENTS);
        assertThat(bridge.parked()).isEmpty();
    }

    @Test
    void whenTheAlertsOfTheOnlyIncidentCannotBeReadHealthSaysSo() throws IOException {
        start(Map.of("incidents.attempts", "1000"), "{\"match\": {\"path\": \"/alerts$\"}, \"status\": 400}");

        await().atMost(AT_MOST).until(() -> bridge.health("sentinel-incidents").getDetails().toString().contains("could not be read"));
        bridge.call("DELETE", "/_sandbox/faults", "");
        awaitDocuments("alert", INCIDENTS);
    }

    @Test
    void whenSentinelFailsAtAllOfThemForAWhileTheyComeLater() throws IOException {
        start(Map.of("incidents.attempts", "5"), "{\"match\": {\"path\": \"/alerts$\"}, \"status\": 500, \"times\": 9}");

        awaitDocuments("alert", INCIDENTS);
        awaitDocuments("incident", INCIDENTS);
        assertThat(bridge.parked()).isEmpty();
    }

    @Test
    void throttledInTheMiddleItGoesOnWhereItStopped() throws IOException {
        start(Map.of(), "{\"match\": {\"path\": \"" + name(3) + "/alerts\"}, \"status\": 429,"
                + " \"headers\": {\"Retry-After\": \"1\"}, \"times\": 2}");

        awaitDocuments("alert", INCIDENTS);
        awaitDocuments("incident", INCIDENTS);
        assertThat(bridge.parked()).isEmpty();
    }

    @Test
    void whatElasticsearchDoesNotTakeComesAgain() throws IOException {
        start(Map.of("elasticsearch.retry-for", "200ms"),
                "{\"match\": {\"path\": \"_bulk$\"}, \"status\": 503, \"times\": 6}");

        awaitDocuments("incident", INCIDENTS);
        awaitDocuments("alert", INCIDENTS);
    }

    @Test
    void aMissingRoleIsSaidWhereHealthIsAsked() throws IOException {
        start(Map.of(), "{\"match\": {\"path\": \"/incidents$\"}, \"status\": 403}");

        await().atMost(AT_MOST).until(() -> bridge.health("sentinel-incidents").getState() == HealthCheck.State.DOWN);
        assertThat(bridge.health("sentinel-incidents").getMessage().orElseThrow()).contains("Microsoft Sentinel Reader");
        bridge.call("DELETE", "/_sandbox/faults", "");
        awaitDocuments("incident", INCIDENTS);
        await().atMost(AT_MOST).until(() -> bridge.health("sentinel-incidents").getState() == HealthCheck.State.UP);
    }

    /** The polls see nothing but an empty workspace until all is prepared. */
    private void start(Map<String, String> settings, String... faults) throws IOException {
        var all = new HashMap<>(Map.of(
                "incidents.interval", "1s", "incidents.page-size", "2", "incidents.attempts", "2", "sandbox.throttle", "false"));
        all.putAll(settings);
        bridge = new RunningBridge(all, true);
        for (var fault : faults) {
            bridge.fault(fault);
        }
        for (var i = 0; i < INCIDENTS; i++) {
            bridge.call("PUT", "/_sandbox/sentinel/incidents/" + name(i),
                    """
                    {"properties": {"title": "incident %1$d", "severity": "High", "status": "New"},
                     "alerts": [{"id": "/alerts/%1$d", "name": "a-%1$d", "kind": "SecurityAlert", "properties":
                       {"alertDisplayName": "alert of %1$d", "severity": "High", "timeGenerated": "%2$s"}}]}
                    """.formatted(i, Instant.now()));
        }
    }

    private static String name(int i) {
        return "00000000-0000-4000-8000-00000000000" + i;
    }

    private void awaitDocuments(String stream, int count) {
        await().atMost(AT_MOST).until(() -> documents(stream) == count);
    }

    private int documents(String stream) {
        return bridge.call("GET", "/elasticsearch/logs-microsoft_sentinel." + stream + "-*/_count", "").path("count").asInt();
    }

    private String search(String stream) {
        var hits = bridge.call("GET", "/elasticsearch/logs-microsoft_sentinel." + stream + "-*/_search?size=100", "").at("/hits/hits");
        return String.join("\n", StreamSupport.stream(hits.spliterator(), false).map(JsonNode::toString).toList());
    }
}
