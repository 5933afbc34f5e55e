package org.sentinelbridge.azure.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sentinelbridge.app.FreePort;
import org.sentinelbridge.base.store.Database;
import org.sentinelbridge.elastic.elasticsearch.RunningBridge;

/** The way of a case over the alert rule, end to end: case in Kibana, row, the template's rule, incident. */
class CaseRuleWayTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration AT_MOST = Duration.ofSeconds(30);
    private static final String KEY = "case-rule-way-key-0123456789";
    private static final String OUTAGE = "{\"match\":{\"method\":\"POST\",\"path\":\"streams\"},\"status\":503,\"times\":1000}";

    private final HttpClient client = HttpClient.newHttpClient();
    private final int webhooks = FreePort.find();
    private final int sandbox = FreePort.find();

    @TempDir
    private Path folder;

    private RunningBridge bridge;

    @BeforeEach
    void start() throws IOException {
        bridge = bridge(webhooks, sandbox, "jdbc:sqlite:" + folder.resolve("bridge.db"));
    }

    private static RunningBridge bridge(int webhooks, int sandbox, String store) throws IOException {
        return new RunningBridge(
                Map.of(
                        "cases.to", "alert-rule",
                        "webhook.port", String.valueOf(webhooks),
                        "webhook.key", KEY,
                        "sandbox.port", String.valueOf(sandbox),
                        "store.url", store,
                        "store.user", "postgres",
                        "kibana.url", "https://kibana.example.com",
                        "incidents.enabled", "false"),
                true);
    }

    @AfterEach
    void stop() {
        bridge.close();
    }

    @Test
    void aCaseThatIsPushedIsAnIncidentWithItsComment() throws Exception {
        var id = newCase("<b>Ransom</b> \"note\"", "critical");
        kibana("POST", "/api/cases/" + id + "/comments", "{\"type\":\"user\",\"owner\":\"securitySolution\",\"comment\":\"seen on srv-01\"}");

        var pushed = push(id);

        var incident = awaitAlerts(2);
        assertThat(incident.at("/properties/title").asText()).isEqualTo("Elastic case: <b>Ransom</b> \"note\"");
        assertThat(incident.at("/properties/severity").asText()).isEqualTo("High");
        assertThat(incident.at("/properties/description").asText())
                .contains("https://kibana.example.com/app/security/cases/" + id, "Status there: open", "what happened");
        assertThat(rows().findValuesAsText("Headline"))
                .containsExactly("Elastic case: <b>Ransom</b> \"note\"", "Comment on Elastic case: <b>Ransom</b> \"note\"");
        assertThat(rows().path(1).path("Summary").asText()).contains("seen on srv-01", "not among the incident's comments");
        assertThat(rows()).allSatisfy(row -> assertThat(row.path("IncidentId")).isEqualTo(pushed.at("/external_service/external_id")));
        assertThat(pushed.at("/external_service/external_title").asText()).isEqualTo("<b>Ransom</b> \"note\"");
        assertThat(pushed.at("/external_service/external_url").asText()).startsWith("https://security.microsoft.com/incidents?tid=");
        assertThat(lost()).as("columns that the table does not have").isEmpty();
    }

    @Test
    void pushedAgainUnchangedItMakesNoRowAndChangedNoSecondIncident() throws Exception {
        var id = newCase("Lateral movement", "low");
        kibana("POST", "/api/cases/" + id + "/comments", "{\"type\":\"user\",\"owner\":\"securitySolution\",\"comment\":\"first\"}");
        var name = push(id).at("/external_service/external_id").asText();
        awaitAlerts(2);

        assertThat(push(id).at("/external_service/external_id").asText()).isEqualTo(name);
        change(id, "\"title\":\"Lateral movement to srv-02\"");
        push(id);
        awaitAlerts(3);
        change(id, "\"status\":\"closed\"");
        push(id);

        var incident = awaitAlerts(4);
        assertThat(incident.at("/properties/status").asText()).as("a rule closes nothing").isEqualTo("New");
        assertThat(rows().findValuesAsText("Action")).containsExactly("created", "commented", "changed", "closed");
        assertThat(rows().path(3).path("Summary").asText()).contains("That does not close this incident: close it here.");

        change(id, "\"status\":\"open\"");
        push(id);
        awaitAlerts(5);
        assertThat(rows().path(4).path("Headline").asText()).isEqualTo("Elastic case reopened: Lateral movement to srv-02");
    }

    @Test
    void manyAtOnceAreOneRow() throws Exception {
        var answers = new ArrayList<CompletableFuture<HttpResponse<String>>>();
        for (var i = 0; i < 20; i++) {
            answers.add(CompletableFuture.supplyAsync(() -> call("POST", create("case-1", "Twice"))));
        }
        var words = answers.stream().map(CompletableFuture::join).map(answer -> {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return json(answer).path("status").asText();
        }).toList();
        assertThat(words).containsOnly("queued", "unchanged").containsOnlyOnce("queued");
        awaitAlerts(1);
        assertThat(rows()).hasSize(1);
    }

    @Test
    void whatWasAcceptedSurvivesAnOutageAndARestart() throws Exception {
        bridge.fault(OUTAGE);
        var id = json(call("POST", create("case-2", "At three in the morning"))).path("sentinel_incident_id").asText();
        call("POST", comment(id, "still awake"));

        bridge.close();
        start();

        var incident = awaitAlerts(2);
        assertThat(incident.at("/properties/title").asText()).isEqualTo("Elastic case: At three in the morning");
        assertThat(json(call("GET", id)).path("title").asText()).isEqualTo("At three in the morning");
        assertThat(json(call("POST", create("case-2", "At three in the morning"))).path("status").asText()).isEqualTo("unchanged");
        assertThat(json(call("POST", comment(id, " still awake "))).path("status").asText()).isEqualTo("unchanged");
        assertThat(rows()).hasSize(2);
    }

    @Test
    void casesThatWaitedForAnOutageToEndGoTogether() throws Exception {
        bridge.fault(OUTAGE);
        for (var i = 0; i < 30; i++) {
            assertThat(call("POST", create("case-" + i, "Case " + i)).statusCode()).isEqualTo(200);
        }
        bridge.call("DELETE", "/_sandbox/faults", "");

        await().atMost(AT_MOST).untilAsserted(() -> assertThat(incidents()).hasSize(30));
        var titles = incidents().stream().map(incident -> incident.at("/properties/title").asText()).toList();
        assertThat(titles).startsWith("Elastic case: Case 0", "Elastic case: Case 1").endsWith("Elastic case: Case 29");
        assertThat(bridge.call("GET", "/_sandbox/state", "").at("/log_analytics/answers/204").intValue()).as("requests").isLessThan(10);
    }

    /** Titles and descriptions are written by attackers. */
    @Test
    void whateverACaseSaysItIsARow() throws Exception {
        var half = create("case-6", "half").replace("half", "\\ud83d \\u0000 '; DROP TABLE notes; --");
        var answer = call("POST", half);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        var known = call("GET", json(answer).path("sentinel_incident_id").asText());
        assertThat(json(known).path("title").asText()).endsWith("'; DROP TABLE notes; --");
        awaitAlerts(1);

        var huge = call("POST", create("case-7", "huge").replace("\"d\"", "\"" + "€".repeat(900_000) + "\""));
        assertThat(huge.statusCode()).as(huge.body()).isEqualTo(200);
        await().atMost(AT_MOST).untilAsserted(() -> assertThat(rows().findValues("RowId")).hasSize(2));
        var row = rows().path(1);
        assertThat(row.path("CutFields").toString()).contains("Description");
        assertThat(row.path("Summary").asText()).contains("[cut here: an alert takes no more").hasSizeLessThan(5_000);
        assertThat(json(call("POST", create("case-7", "huge").replace("\"d\"", "\"" + "€".repeat(899_999) + "$\""))).path("status").asText())
                .as("what differs behind the cut is a change").isEqualTo("queued");
    }

    @Test
    void aStoreThatIsOutOfOrderIsSaidToTheCaller() {
        Jdbi.create("jdbc:sqlite:" + folder.resolve("bridge.db")).useHandle(handle -> handle.execute("DROP TABLE notes"));

        var answer = call("POST", create("case-8", "Not now"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(json(answer).path("message").asText()).startsWith("The case cannot be kept now.").contains("Push the case again");
    }

    @Test
    void anotherReplicaKnowsTheCaseToo() throws Exception {
        bridge.close();
        var store = Database.POSTGRESQL.make(folder);
        bridge = bridge(webhooks, sandbox, store);
        var others = FreePort.find();
        try (var other = bridge(others, 0, store)) {
            var id = json(call("POST", create("case-4", "Seen by both"))).path("sentinel_incident_id").asText();
            assertThat(json(call(others, "GET", id)).path("title").asText()).isEqualTo("Seen by both");
            assertThat(json(call(others, "POST", create("case-4", "Seen by both"))).path("status").asText()).isEqualTo("unchanged");
            await().atMost(AT_MOST).untilAsserted(() ->
                    assertThat(rows().findValues("RowId").size() + rows(other).findValues("RowId").size()).as("whichever delivers").isEqualTo(1));
        }
    }

    @Test
    void aCaseThatCameThroughTheApiGoesOnWithItsNextUpdate() throws Exception {
        var old = "11111111-2222-4333-8444-555555555555";
        var refused = call("GET", old);
        assertThat(refused.statusCode()).isEqualTo(404);
        assertThat(json(refused).path("message").asText()).startsWith("The bridge knows no case by the id " + old);
        assertThat(call("POST", comment(old, "lost?")).statusCode()).isEqualTo(404);
        assertThat(call("POST", "{\"action\":\"delete-incident\"}").body()).contains("there is no such action");
        assertThat(call("POST", "{\"action\":\"update-incident\",\"sentinel_incident_id\":\"nonsense\",\"case_title\":\"x\"}").statusCode())
                .isEqualTo(400);

        var update = call("POST", "{\"action\":\"update-incident\",\"sentinel_incident_id\":\"" + old + "\",\"case_title\":\"Moved\","
                + "\"case_id\":\"case-3\",\"case_severity\":\"medium\",\"case_status\":\"open\"}");

        assertThat(update.statusCode()).as(update.body()).isEqualTo(200);
        assertThat(json(call("GET", old)).path("title").asText()).isEqualTo("Moved");
        assertThat(awaitAlerts(1).at("/properties/title").asText()).isEqualTo("Elastic case changed: Moved");
        assertThat(rows().path(0).path("IncidentId").asText()).isEqualTo(old);
    }

    private static String create(String id, String title) {
        return JSON.createObjectNode().put("action", "create-incident").put("case_id", id).put("case_title", title)
                .put("case_severity", "high").put("case_status", "open").put("case_description", "d").toString();
    }

    private static String comment(String incident, String text) {
        return JSON.createObjectNode().put("action", "add-comment-to-incident").put("sentinel_incident_id", incident)
                .put("case_comment", text).toString();
    }

    /** The only incident, once it has so many alerts. */
    private JsonNode awaitAlerts(int count) {
        await().atMost(AT_MOST).untilAsserted(() -> {
            assertThat(rows().findValues("RowId")).hasSize(count);
            assertThat(incidents()).hasSize(1);
            assertThat(incidents().get(0).at("/properties/additionalData/alertsCount").intValue()).isEqualTo(count);
        });
        return incidents().get(0);
    }

    private List<JsonNode> incidents() {
        var incidents = new ArrayList<JsonNode>();
        bridge.call("GET", "/_sandbox/state", "").at("/sentinel/incidents").forEach(incidents::add);
        return incidents;
    }

    private JsonNode rows() {
        return rows(bridge);
    }

    private static JsonNode rows(RunningBridge bridge) {
        return bridge.call("GET", "/_sandbox/log-analytics/ElasticSecurityCases_CL/rows", "");
    }

    private JsonNode lost() {
        return bridge.call("GET", "/_sandbox/state", "").at("/log_analytics/tables/ElasticSecurityCases_CL/vanished_columns");
    }

    private String newCase(String title, String severity) {
        var body = JSON.createObjectNode().put("title", title).put("severity", severity).put("description", "what happened")
                .put("owner", "securitySolution");
        body.putArray("tags").add("it");
        body.putObject("settings").put("syncAlerts", false);
        body.putObject("connector").put("id", "none").put("name", "none").put("type", ".none").putNull("fields");
        return kibana("POST", "/api/cases", body.toString()).path("id").asText();
    }

    private void change(String id, String member) {
        var version = kibana("GET", "/api/cases/" + id, "").path("version").asText();
        kibana("PATCH", "/api/cases", "{\"cases\":[{\"id\":\"" + id + "\",\"version\":\"" + version + "\"," + member + "}]}");
    }

    private JsonNode push(String id) {
        return kibana("POST", "/api/cases/" + id + "/connector/b6290345-7e51-36ff-bcab-9387ebc54c94/_push", "{}");
    }

    private JsonNode kibana(String method, String path, String body) {
        var answer = send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + sandbox + "/kibana" + path))
                .header("Authorization", "Basic ZWxhc3RpYzpzYW5kYm94")
                .header("kbn-xsrf", "true")
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    /** Of the bridge: an incident's id is read, a body sent. */
    private HttpResponse<String> call(String method, String what) {
        return call(webhooks, method, what);
    }

    private HttpResponse<String> call(int port, String method, String what) {
        var cases = "http://127.0.0.1:" + port + "/cases";
        return send(method.equals("GET")
                ? HttpRequest.newBuilder(URI.create(cases + "?sentinel_incident_id=" + what)).header("X-Api-Key", KEY)
                : HttpRequest.newBuilder(URI.create(cases)).header("X-Api-Key", KEY).header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(what)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new AssertionError(answer.body(), e);
        }
    }
}
