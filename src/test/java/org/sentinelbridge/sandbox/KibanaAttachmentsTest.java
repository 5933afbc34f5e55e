package org.sentinelbridge.sandbox;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.serviceUnavailable;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is attached to a case of the stand-in for Kibana, by people, by programs with an API key, and by a rule that pushes by itself. */
class KibanaAttachmentsTest {

    private final SandboxClient client = new SandboxClient();
    private final KibanaClient kibana = new KibanaClient(client);
    private final WireMockServer bridge = new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));

    @BeforeEach
    void start() {
        bridge.start();
        bridge.stubFor(any(anyUrl()).willReturn(okJson("{\"id\": \"g\", \"title\": \"t\"}")));
        kibana.connect(KibanaClient.caseConnector(bridge.baseUrl()));
    }

    @AfterEach
    void stop() {
        bridge.stop();
        client.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "{\"owner\":\"securitySolution\",\"comment\":\"c\"} | Invalid value \"undefined\" supplied to \"type\"",
        "{\"type\":\"user\",\"comment\":\"c\"} | Invalid value \"undefined\" supplied to \"owner\"",
        "{\"type\":\"user\",\"owner\":\"securitySolution\"} | Invalid value \"undefined\" supplied to \"comment\"",
        "{\"type\":\"user\",\"owner\":\"securitySolution\",\"comment\":\" \"} | The comment field cannot be an empty string.",
        "{\"type\":\"user\",\"owner\":\"cases\",\"comment\":\"c\"} | The owner field of the comment must match the case",
        "{\"type\":\"user\",\"owner\":\"securitySolution\",\"comment\":\"c\",\"x\":1} | invalid keys \"x\"",
        "{\"type\":\"alert\",\"owner\":\"securitySolution\",\"alertId\":[\"a\",\"b\"],\"index\":[\"i\"],\"rule\":{}} | arrays of different lengths"})
    void whatKibanaRefusesIsRefused(String body, String message) {
        var answer = kibana.send("POST", "/api/cases/" + kibana.newCase("t") + "/comments", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(SandboxClient.json(answer).path("message").asText()).contains(message);
    }

    @Test
    void aCommentIsOf30000CharactersAtTheMost() {
        var id = kibana.newCase("t");
        var body = "{\"type\":\"user\",\"owner\":\"securitySolution\",\"comment\":\"%s\"}";

        assertThat(kibana.send("POST", "/api/cases/" + id + "/comments", body.formatted("x".repeat(30_000))).statusCode()).isEqualTo(200);
        assertThat(kibana.send("POST", "/api/cases/" + id + "/comments", body.formatted("x".repeat(30_001))).statusCode()).isEqualTo(400);
        assertThat(kibana.ask("GET", "/api/cases/" + id, "").path("comments")).hasSize(1);
    }

    @Test
    void aRoleMayLackThePrivilegeToComment() {
        var id = kibana.newCase("t");
        client.fault("{\"kibana\":{\"missing_privileges\":[\"comments\"]}}");

        var refused = kibana.send("POST", "/api/cases/" + id + "/comments", "{}");

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("Unauthorized to create comment");
        assertThat(kibana.send("GET", "/api/cases/" + id, "").statusCode()).isEqualTo(200);
    }

    @Test
    void withoutItsHeaderNothingIsAttached() {
        var id = kibana.newCase("t");
        var answer = client.send(client.request("/kibana/api/cases/" + id + "/comments").header("Authorization", "Basic ZWxhc3RpYzpzYW5kYm94")
                .header("Content-Type", "application/json").POST(BodyPublishers.ofString("{}")));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("kbn-xsrf");
    }

    @Test
    void aChangeOfACommentNeedsItsVersion() {
        var id = kibana.newCase("t");
        kibana.comment(id, "first");
        var comment = kibana.ask("GET", "/api/cases/" + id, "").at("/comments/0");
        var change = "{\"id\":%s,\"version\":\"old\",\"type\":\"user\",\"owner\":\"securitySolution\",\"comment\":\"c\"}".formatted(comment.path("id"));

        assertThat(kibana.send("PATCH", "/api/cases/" + id + "/comments", change).statusCode()).isEqualTo(409);
    }

    @Test
    void alertsComeAsOneCommentThatCountsThemAndLinksToThem() {
        client.fault("{\"kibana\":{\"public_url\":\"https://kibana.example.com\"}}");
        var id = kibana.newCase("t");
        kibana.alerts(id, List.of("a", "b"));
        kibana.comment(id, "of a person");
        kibana.push(id);
        kibana.push(id);
        kibana.alerts(id, List.of("c"));
        kibana.push(id);

        var link = "\n\nFor more details, view the alerts in Kibana\nAlerts URL: https://kibana.example.com/app/security/cases/" + id + "?tabId=alerts";
        assertThat(comments()).containsExactly(
                "of a person\n\nAdded by elastic.",
                "Elastic Alerts attached to the case: 2" + link,
                "Elastic Alerts attached to the case: 3" + link);
    }

    @Test
    void aCaseHoldsAThousandAlertsAndNoneOnceItIsClosed() {
        var id = kibana.newCase("t");
        kibana.alerts(id, IntStream.range(0, 1_000).mapToObj(Integer::toString).toList());

        assertThat(kibana.attach(id, List.of("one more")).body()).contains("Case has reached the maximum allowed number (1000) of attached alerts.");
        var closed = kibana.newCase("t");
        var version = kibana.ask("GET", "/api/cases/" + closed, "").path("version").asText();
        kibana.ask("PATCH", "/api/cases", "{\"cases\":[{\"id\":\"%s\",\"version\":\"%s\",\"status\":\"closed\"}]}".formatted(closed, version));
        assertThat(kibana.attach(closed, List.of("a")).body()).contains("Alert cannot be attached to a closed case");
    }

    @Test
    void aRulesActionPushesByItselfSince94AndTellsNobodyThatItFailed() {
        assertThat(client.control("POST", "faults", "{\"kibana\":{\"version\":\"9.3.0\",\"auto_push\":true}}").statusCode()).isEqualTo(400);
        client.fault("{\"kibana\":{\"auto_push\":true}}");
        var id = kibana.newCase("t", KibanaClient.CONNECTOR);

        kibana.alerts(id, List.of("a"));
        bridge.stubFor(any(urlPathEqualTo("/update/g")).willReturn(serviceUnavailable()));
        var attached = kibana.attach(id, List.of("b"));
        kibana.comment(id, "of a person, which pushes nothing");

        assertThat(attached.statusCode()).isEqualTo(200);
        assertThat(comments()).containsExactly("Elastic Alerts attached to the case: 1");
        var pushes = client.state().at("/kibana/auto_pushes");
        assertThat(pushes.path("worked").asInt()).isEqualTo(1);
        assertThat(pushes.path("failed").asInt()).isEqualTo(1);
        assertThat(pushes.path("last_failure").asText()).contains("Unable to update case with id g");
    }

    /** What the bridge was sent as comments, oldest first. */
    private List<String> comments() {
        var texts = new java.util.ArrayList<>(bridge.getAllServeEvents().stream().map(event -> event.getRequest())
                .filter(request -> request.getUrl().equals("/comment"))
                .map(request -> SandboxClient.json(request.getBodyAsString()).path("comment").asText()).toList());
        Collections.reverse(texts);
        return texts;
    }
}
