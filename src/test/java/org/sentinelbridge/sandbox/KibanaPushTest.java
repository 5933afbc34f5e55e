package org.sentinelbridge.sandbox;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A case goes through its connector as it does from Kibana: the same calls, the same checks of answers, the same words. */
class KibanaPushTest {

    private final SandboxClient client = new SandboxClient();
    private final KibanaClient kibana = new KibanaClient(client);
    private final WireMockServer bridge =
            new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));

    @BeforeEach
    void start() {
        bridge.start();
        bridge.stubFor(any(anyUrl()).willReturn(okJson("{\"id\": \"g/1\", \"title\": \"T & more\"}")));
        kibana.connect(KibanaClient.caseConnector(bridge.baseUrl()));
    }

    @AfterEach
    void stop() {
        bridge.stop();
        client.close();
    }

    @Test
    void createThenGetThenEachComment() {
        var id = kibana.newCase("\"quoted\" {{name}} \\ \u00e9\ud83d\ude00\nline");
        kibana.comment(id, "first");
        kibana.comment(id, "second");

        var service = SandboxClient.json(kibana.push(id)).path("external_service");

        assertThat(calls()).containsExactly("POST /create", "GET /get?id=g%2F1", "POST /comment", "POST /comment");
        var create = SandboxClient.json(bodies().get(0));
        assertThat(create.path("case_id").asText()).isEqualTo(id);
        assertThat(create.path("title").asText()).isEqualTo("\"quoted\" {{name}} \\ \u00e9\ud83d\ude00\nline");
        assertThat(create.path("tags").toString()).isEqualTo("[\"a\"]");
        assertThat(SandboxClient.json(bodies().get(2)).path("comment").asText()).isEqualTo("first\n\nAdded by elastic.");
        assertThat(service.path("external_id").asText()).isEqualTo("g/1");
        assertThat(service.path("external_title").asText()).isEqualTo("T & more");
        assertThat(service.path("external_url").asText()).isEqualTo("https://portal.example.com/g%2F1/T%20%26%20more");
    }

    @Test
    void theNextPushIsAnUpdateWithNothingButNewComments() {
        var id = kibana.newCase("t");
        kibana.comment(id, "first");
        kibana.push(id);
        bridge.resetRequests();
        kibana.comment(id, "second");

        kibana.push(id);

        assertThat(calls()).containsExactly("PUT /update/g%2F1", "GET /get?id=g%2F1", "POST /comment");
        assertThat(bodies().get(2)).contains("second");
    }

    @Test
    void anEditedCommentGoesAgain() {
        var id = kibana.newCase("t");
        kibana.comment(id, "first");
        kibana.push(id);
        bridge.resetRequests();
        var comment = kibana.ask("GET", "/api/cases/" + id, "").at("/comments/0");

        kibana.ask("PATCH", "/api/cases/" + id + "/comments",
                ((ObjectNode) comment).retain("id", "version", "type", "owner").put("comment", "better").toString());
        kibana.push(id);

        assertThat(bodies().get(2)).contains("better");
    }

    @Test
    void aPushThatFailsOnItsWayIsForgotten() {
        bridge.stubFor(any(urlPathEqualTo("/get")).willReturn(aResponse().withStatus(404)
                .withHeader("Content-Type", "application/json").withBody("{\"message\":\"gone\"}")));
        var id = kibana.newCase("t");

        var failed = kibana.push(id);
        kibana.push(id);

        assertThat(failed.statusCode()).isEqualTo(424);
        assertThat(SandboxClient.json(failed).path("message").asText()).isEqualTo(
                "Failed to push case: Error: [Action][Webhook - Case Management]: Unable to create case. Error: [Action][Webhook - Case"
                        + " Management]: Unable to get case with id g/1. Error: Request failed with status code 404. {\"message\":\"gone\"}"
                        + " Reason: Not Found. {\"message\":\"gone\"} Reason: Not Found");
        assertThat(calls()).containsExactly("POST /create", "GET /get?id=g%2F1", "POST /create", "GET /get?id=g%2F1");
    }

    /** Where "ok" stands for a push that works. C, U and M are the create, update and comment calls. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "C | 202 | application/json;charset=UTF-8 | {\"id\":\"1\"}       | ok",
        "C | 200 | application/json               | {}                   | Response is missing the expected field: id",
        "C | 200 | application/json               | {\"id\":{}}          | ok",
        "C | 200 | text/html                      | <html>               | Unsupported content type: text/html in post",
        "C | 200 | application/problem+json       | {\"id\":\"1\"}       | Unsupported content type",
        "C | 200 |                                | {\"id\":\"1\"}       | Missing content type header in post",
        "C | 200 | application/json               | <html>               | Response is not a valid JSON",
        "C | 503 | application/json               | {\"message\":\"m\"}  | Request failed with status code 503. {\"message\":\"m\"} Reason: Service Unavailable",
        "U | 200 | application/json               | {}                   | ok",
        "U | 202 | application/json               |                      | ok",
        "U | 202 |                                |                      | Missing content type header in put",
        "U | 204 |                                |                      | ok",
        "U | 200 | application/json               | []                   | ok",
        "M | 204 |                                |                      | ok",
        "M | 200 | text/plain                     | fine                 | Unsupported content type: text/plain"})
    void answersAreCheckedAsKibanaDoes(String call, int status, String type, String body, String expected) {
        var id = kibana.newCase("t");
        if (!call.equals("C")) {
            kibana.push(id);
        }
        kibana.comment(id, "c");
        var path = switch (call) {
            case "C" -> "/create";
            case "U" -> "/update/g%2F1";
            default -> "/comment";
        };
        bridge.stubFor(any(urlPathEqualTo(path)).willReturn(response(status, type, body)));

        var answer = kibana.push(id);

        if (expected.equals("ok")) {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        } else {
            assertThat(answer.statusCode()).isEqualTo(424);
            assertThat(SandboxClient.json(answer).path("message").asText()).contains(expected);
        }
    }

    @Test
    void olderVersionsTakeNoEmpty204() {
        client.fault("{\"kibana\":{\"version\":\"9.2.0\"}}");
        var id = kibana.newCase("t");
        kibana.push(id);
        bridge.stubFor(any(urlPathEqualTo("/update/g%2F1")).willReturn(aResponse().withStatus(204)));

        assertThat(kibana.push(id).body()).contains("Missing content type header in put");
    }

    @Test
    void anAnswerOfMoreThanAMegabyteIsTooMuch() {
        bridge.stubFor(any(anyUrl()).willReturn(okJson("{\"id\":\"" + "x".repeat(1024 * 1024) + "\"}")));

        assertThat(kibana.push(kibana.newCase("t")).body()).contains("maxContentLength size of 1048576 exceeded");
    }

    @Test
    void twoBracesSpoilTheBody() {
        var connector = KibanaClient.caseConnector(bridge.baseUrl());
        ((ObjectNode) connector.get("config")).put("createIncidentJson", "{\"title\": {{case.title}}}");
        connector.remove("connector_type_id");
        kibana.ask("PUT", "/api/actions/connector/" + KibanaClient.CONNECTOR, connector.toString());

        assertThat(kibana.push(kibana.newCase("t")).body()).contains("JSON Error: Create case JSON body must be valid JSON");
        assertThat(calls()).isEmpty();
    }

    @Test
    void aRedirectTurnsPostIntoGet() {
        bridge.stubFor(any(urlPathEqualTo("/create")).willReturn(aResponse().withStatus(302).withHeader("Location", "/other")));

        kibana.push(kibana.newCase("t"));

        assertThat(calls()).startsWith("POST /create", "GET /other");
    }

    @Test
    void aHostThatIsNotAllowedIsNotCalled() {
        client.fault("{\"kibana\":{\"allowed_hosts\":[\"bridge.example.com\"]}}");

        assertThat(kibana.push(kibana.newCase("t")).body()).contains("is not added to the Kibana config xpack.actions.allowedHosts");
        assertThat(calls()).isEmpty();
    }

    @Test
    void aSlowServerIsGivenUp() {
        client.fault("{\"kibana\":{\"response_timeout_ms\":200}}");
        bridge.stubFor(any(urlPathEqualTo("/create")).willReturn(okJson("{\"id\":\"1\"}").withFixedDelay(3_000)));

        assertThat(kibana.push(kibana.newCase("t")).body()).contains("timeout of 200ms exceeded");
    }

    @Test
    void aClosedCaseIsPushedSince817() {
        var id = kibana.newCase("t");
        kibana.ask("PATCH", "/api/cases", "{\"cases\":[{\"id\":\"" + id + "\",\"version\":\""
                + kibana.ask("GET", "/api/cases/" + id, "").path("version").asText() + "\",\"status\":\"closed\"}]}");

        client.fault("{\"kibana\":{\"version\":\"8.16.1\"}}");
        assertThat(kibana.push(id).statusCode()).isEqualTo(409);
        client.fault("{\"kibana\":{\"version\":\"8.17.0\"}}");
        assertThat(kibana.push(id).statusCode()).isEqualTo(200);
    }

    private static ResponseDefinitionBuilder response(int status, String type, String body) {
        var response = aResponse().withStatus(status);
        if (type != null) {
            response.withHeader("Content-Type", type);
        }
        return body == null ? response : response.withBody(body);
    }

    private List<String> calls() {
        return served().stream().map(request -> request.getMethod() + " " + request.getUrl()).toList();
    }

    private List<String> bodies() {
        return served().stream().map(LoggedRequest::getBodyAsString).toList();
    }

    private List<LoggedRequest> served() {
        // WireMock lists the newest first and dates to the millisecond; two calls of one millisecond stay in their order.
        var calls = new ArrayList<>(bridge.getAllServeEvents().stream().map(event -> event.getRequest()).toList());
        Collections.reverse(calls);
        calls.sort(Comparator.comparing(LoggedRequest::getLoggedDate));
        return calls;
    }
}
