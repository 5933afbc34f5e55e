package org.sentinelbridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sentinelbridge.sandbox.SandboxClient.body;
import static org.sentinelbridge.sandbox.SandboxClient.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ControlTest {

    private SandboxClient client;

    @BeforeEach
    void start() {
        client = new SandboxClient();
    }

    @AfterEach
    void stop() {
        client.close();
    }

    @Test
    void showsWhatEachSideHolds() {
        JsonNode incident = json(client.put(client.incident("a"), body("")));
        client.put(client.comment("a", "c"), "{\"properties\":{\"message\":\"m\"}}");
        client.get(client.incident("none"));

        JsonNode state = client.state();
        JsonNode shown = state.path("sentinel").path("incidents").path(0);
        assertThat(shown.path("id")).isEqualTo(incident.path("id"));
        assertThat(shown.path("comments").path(0).path("properties").path("message").asText()).isEqualTo("m");
        assertThat(state.path("sentinel").path("counts").toString())
                .isEqualTo("{\"Incidents_Get\":1,\"Incidents_CreateOrUpdate\":1,"
                        + "\"IncidentComments_CreateOrUpdate\":1}");
        assertThat(state.path("entra").path("tokens_issued").asInt()).isEqualTo(1);
        assertThat(state.path("faults")).isEmpty();
        assertThat(state.path("throttle").isBoolean()).isTrue();
    }

    @Test
    void saysWhichSettingsLeadHere() {
        JsonNode settings = json(client.control("GET", "settings", ""));

        assertThat(settings.path("sentinel.endpoint").asText()).isEqualTo(client.sandbox.url());
        assertThat(settings.path("elasticsearch.url").asText()).isEqualTo(client.sandbox.elasticsearchUrl());
        assertThat(settings.path("event-hubs.connection-string").asText()).isEqualTo(client.sandbox.eventHubsConnectionString());
        assertThat(settings.path("azure.client-secret").asText()).isEqualTo(client.options.clientSecret());
    }

    @Test
    void resetsEverything() {
        client.put(client.incident("a"), body(""));
        client.fault("[{\"status\":500},{\"role\":false}]");

        assertThat(client.control("POST", "reset", "").statusCode()).isEqualTo(200);

        JsonNode state = client.state();
        assertThat(state.path("sentinel").toString()).isEqualTo("{\"incidents\":[],\"counts\":{},\"throttled\":{},\"analytics_rule\":{\"on\":false,\"rows_passed_over\":0},"
                + "\"case_rule\":{\"on\":false,\"rows_passed_over\":0}}");
        assertThat(state.path("entra").path("tokens_issued").asInt()).isZero();
        assertThat(state.path("faults")).isEmpty();
        assertThat(client.get(client.incident("a")).statusCode()).as("tokens are gone too").isEqualTo(401);
        client.newToken();
        assertThat(json(client.put(client.incident("a"), body("")))
                        .path("properties")
                        .path("incidentNumber")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void changesAnIncidentAsAnAnalystWould() {
        JsonNode before = json(client.put(client.incident("a"), body("\"description\":\"d\"")));
        client.clock.move(Duration.ofSeconds(5));

        HttpResponse<String> answer = client.control(
                "PATCH",
                "sentinel/incidents/a",
                "{\"properties\":{\"status\":\"Active\",\"description\":null,\"owner\":{\"assignedTo\":\"Ana\"},"
                        + "\"additionalData\":{\"tactics\":[\"Impact\"]}},"
                        + "\"comments\":[{\"message\":\"on it\"}]}");

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode after = json(client.get(client.incident("a")));
        assertThat(after.path("etag")).isNotEqualTo(before.path("etag"));
        JsonNode properties = after.path("properties");
        assertThat(properties.path("status").asText()).isEqualTo("Active");
        assertThat(properties.path("title").asText()).isEqualTo("t");
        assertThat(properties.has("description")).isFalse();
        assertThat(properties.path("owner").path("assignedTo").asText()).isEqualTo("Ana");
        assertThat(properties.path("owner").path("email").isNull()).isTrue();
        assertThat(properties.path("additionalData").path("tactics").path(0).asText()).isEqualTo("Impact");
        assertThat(properties.path("additionalData").path("commentsCount").asInt()).isEqualTo(1);
        assertThat(properties.path("lastModifiedTimeUtc").asText()).isEqualTo("2026-11-02T08:00:05.1234567Z");
    }

    @Test
    void createsAnIncidentAsARuleWould() {
        String rule = "{\"properties\":{\"title\":\"Brute force\",\"lastModifiedTimeUtc\":\"2026-01-01T00:00:00Z\"}}";
        assertThat(client.control("PATCH", "sentinel/incidents/b", rule).statusCode()).isEqualTo(404);
        assertThat(client.control("PUT", "sentinel/incidents/b", rule).statusCode()).isEqualTo(200);

        JsonNode properties = json(client.get(client.incident("b"))).path("properties");
        assertThat(properties.path("title").asText()).isEqualTo("Brute force");
        assertThat(properties.path("status").asText()).isEqualTo("New");
        assertThat(properties.path("lastModifiedTimeUtc").asText()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(properties.path("incidentNumber").asInt()).isEqualTo(1);
    }

    @Test
    void refusesWhatItDoesNotUnderstand() {
        expectRefusal("{\"status\":\"Active\"}", "Known are: alerts, bookmarks, comments, entities, properties.");
        expectRefusal("{\"properties\":{\"state\":\"Active\"}}", "Unknown field \"state\"");
        expectRefusal("{\"properties\":{\"createdTimeUtc\":\"now\"}}", "is not a point in time");
        expectRefusal("{\"alerts\":{}}", "\"alerts\" must be an array");
        expectRefusal("{\"comments\":[{\"text\":\"x\"}]}", "Known are: author, message, name.");
        expectRefusal("{\"comments\":[{}]}", "needs a \"message\"");
        assertThat(client.state().path("sentinel").path("incidents")).isEmpty();
    }

    @Test
    void answersUnknownPathsWithTheKnownOnes() {
        HttpResponse<String> answer = client.control("GET", "stat", "");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(json(answer).path("message").asText()).contains("GET /_sandbox/state");
        assertThat(client.send(client.request("/_sandbox").GET()).statusCode()).isEqualTo(200);
    }

    @Test
    void freesItsPortWhenClosed() {
        int port = client.sandbox.port();
        assertThatThrownBy(() -> Sandbox.start(port, client.options))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("127.0.0.1:" + port);
        client.close();
        assertThatThrownBy(() -> client.sendOrFail(client.request("/_sandbox/state").GET()))
                .isInstanceOf(ConnectException.class);
        try (Sandbox again = Sandbox.start(port, client.options)) {
            assertThat(again.port()).isEqualTo(port);
        }
    }

    private void expectRefusal(String edit, String message) {
        HttpResponse<String> answer = client.control("PUT", "sentinel/incidents/x", edit);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("message").asText()).contains(message);
    }
}
