package org.sentinelbridge.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole circle with nothing but what the one command starts: a case in Kibana, pushed, is an incident in Sentinel. */
class KibanaCircleIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final int SANDBOX = Project.freePort();
    private static final int MANAGEMENT = Project.freePort();

    @TempDir
    static Path home;

    private static RunningBridge bridge;

    @BeforeAll
    static void start() {
        bridge = RunningBridge.start(home, Map.of("sandbox.port", String.valueOf(SANDBOX), "management.port", String.valueOf(MANAGEMENT),
                "sandbox.throttle", "false", "sandbox.events-per-minute", "0"));
        bridge.program().awaitOut("Ctrl\\+C stops it", Duration.ofSeconds(60));
    }

    @AfterAll
    static void stop() {
        bridge.close();
    }

    @Test
    void aCaseThatIsPushedIsAnIncidentWithItsComments() {
        var id = newCase("<b>Ransom</b> \"note\" {{x}}", "critical");
        kibana("POST", "/api/cases/" + id + "/comments",
                "{\"type\":\"user\",\"owner\":\"securitySolution\",\"comment\":\"see \\\\\\\\host\\nagain\"}");

        var pushed = push(id);

        var incident = incident(pushed.at("/external_service/external_id").asText());
        assertThat(incident.at("/properties/title").asText()).isEqualTo("<b>Ransom</b> \"note\" {{x}}");
        assertThat(incident.at("/properties/severity").asText()).isEqualTo("High");
        assertThat(incident.at("/comments/0/properties/message").asText()).contains("see \\\\host\nagain").contains("Added by elastic.");
        assertThat(pushed.at("/external_service/external_url").asText()).startsWith("https://portal.azure.com/")
                .endsWith(pushed.at("/external_service/external_id").asText());
    }

    @Test
    void closingAndPushingAgainClosesIt() {
        var id = newCase("To be closed", "low");
        var name = push(id).at("/external_service/external_id").asText();
        var version = kibana("GET", "/api/cases/" + id, "").path("version").asText();
        kibana("PATCH", "/api/cases", "{\"cases\":[{\"id\":\"" + id + "\",\"version\":\"" + version + "\",\"status\":\"closed\"}]}");

        assertThat(push(id).at("/external_service/external_id").asText()).isEqualTo(name);

        assertThat(incident(name).at("/properties/status").asText()).isEqualTo("Closed");
    }

    @Test
    void aPushThatBreaksOffAndIsRepeatedMakesNoSecondIncident() {
        var id = newCase("Twice", "high");
        send("POST", "/_sandbox/faults", "{\"match\":{\"method\":\"GET\",\"path\":\"incidents/[^/]+$\"},\"status\":403,\"times\":2}");
        var failed = send("POST", "/kibana/api/cases/" + id + "/connector/b6290345-7e51-36ff-bcab-9387ebc54c94/_push", "{}");
        send("DELETE", "/_sandbox/faults", "");

        push(id);

        assertThat(failed.statusCode()).isEqualTo(424);
        assertThat(json(failed).path("message").asText()).startsWith("Failed to push case: Error: [Action][Webhook - Case Management]");
        assertThat(incidents()).filteredOn(incident -> incident.at("/properties/title").asText().equals("Twice")).hasSize(1);
    }

    @Test
    void manyAtOnce() {
        var pushes = new ArrayList<CompletableFuture<JsonNode>>();
        for (var i = 0; i < 20; i++) {
            var id = newCase("Parallel " + i, "medium");
            pushes.add(CompletableFuture.supplyAsync(() -> push(id)));
        }

        pushes.forEach(CompletableFuture::join);

        assertThat(incidents()).filteredOn(incident -> incident.at("/properties/title").asText().startsWith("Parallel ")).hasSize(20);
    }

    @Test
    void whatTheTestRuleFindsIsARow() {
        var run = json(send("POST", "/_sandbox/kibana/rules/sentinel-bridge-test/run",
                "[{\"message\":\"malware\",\"host.name\":\"ws-1\"},{\"message\":\"malware\",\"host.name\":\"ws-2\"}]"));

        assertThat(run.at("/actions/0/status").asText()).as(run.toString()).isEqualTo("ok");
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            var rows = json(send("GET", "/_sandbox/log-analytics/ElasticSecurityAlerts_CL/rows", ""));
            assertThat(rows.findValuesAsText("HostName")).contains("ws-1", "ws-2");
            assertThat(rows.findValuesAsText("RuleName")).contains("Sentinel Bridge test: malware");
        });
    }

    /** As stack_connectors/webhook/get_axios_config.ts: the token goes in the header, and secret headers do not. */
    @Test
    void theAlertConnectorMaySignInAtEntra() {
        var connector = connector("sandbox-secret");
        var sent = execute(connector);
        assertThat(sent.path("status").asText()).as(sent.toString()).isEqualTo("ok");
        var issued = json(send("GET", "/_sandbox/state", "")).at("/entra/token_requests").asInt();
        assertThat(execute(connector).path("status").asText()).isEqualTo("ok");
        assertThat(json(send("GET", "/_sandbox/state", "")).at("/entra/token_requests").asInt()).as("the token is kept").isEqualTo(issued);

        var refused = execute(connector("another secret"));
        assertThat(refused.path("status").asText()).isEqualTo("error");
        assertThat(refused.path("service_message").asText()).startsWith("Unable to retrieve/refresh the access token: ").contains("AADSTS7000215");
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                json(send("GET", "/_sandbox/log-analytics/ElasticSecurityAlerts_CL/rows", "")).findValuesAsText("AlertUuid")).contains("by-token"));
    }

    private static String connector(String secret) {
        var body = JSON.createObjectNode().put("name", "Alerts with a token").put("connector_type_id", ".webhook");
        body.putObject("config").put("url", "http://127.0.0.1:" + bridge.port() + "/alerts").put("method", "post").put("hasAuth", true)
                .put("authType", "webhook-oauth2-client-credentials")
                .put("accessTokenUrl", "http://127.0.0.1:" + SANDBOX + "/5a4db0c5-0000-4000-8000-000000000001/oauth2/v2.0/token")
                .put("clientId", "5a4db0c5-0000-4000-8000-000000000002")
                .put("scope", "api://5a4db0c5-0000-4000-8000-00000000000b/.default")
                .putObject("headers").put("Content-Type", "application/json");
        body.putObject("secrets").put("clientSecret", secret);
        return kibana("POST", "/api/actions/connector", body.toString()).path("id").asText();
    }

    private static JsonNode execute(String connector) {
        var body = JSON.createObjectNode();
        body.putObject("params").put("body", "{\"alerts\":[{\"kibana.alert.uuid\":\"by-token\",\"kibana.alert.rule.name\":\"r\"}]}");
        return kibana("POST", "/api/actions/connector/" + connector + "/_execute", body.toString());
    }

    /** As Elastic's Prometheus integration names them: counters by their rate, gauges by their value. */
    @Test
    void theMetricsOnTheDashboardAreThoseOfTheBridge() throws IOException {
        push(newCase("Counted", "low"));
        var dashboards = Files.readString(Project.ROOT.resolve("src/main/kibana/sentinel-bridge.ndjson"));
        var shown = Pattern.compile("prometheus\\.(bridge_[a-z_]+)\\.(rate|value)").matcher(dashboards).results()
                .map(match -> match.group(1)).distinct().toList();

        assertThat(shown).hasSizeGreaterThan(4);
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            var metrics = HTTP.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + MANAGEMENT + "/observe/metrics")).build(),
                    BodyHandlers.ofString()).body();
            assertThat(shown).allSatisfy(metric -> assertThat(metrics).containsPattern("(?m)^" + metric + "[{ ]"));
        });
    }

    @Test
    void theCommandFindsAllAsItShouldBe() {
        var out = Program.start(home, Map.of("BRIDGE_HOME", home.toString()), List.of(Project.BRIDGE, "provision", "kibana", "--diff",
                "--test-rule", "--no-dashboards", "-Dsandbox.port=" + SANDBOX, "-Dwebhook.port=" + bridge.port(), "-Dwebhook.key=" + RunningBridge.KEY));
        try (out) {
            assertThat(out.exitCode(Duration.ofSeconds(60))).as(out.written()).isZero();
            assertThat(out.out()).contains("as it should be  Case connector b6290345-7e51-36ff-bcab-9387ebc54c94").doesNotContain(RunningBridge.KEY);
        }
    }

    private static String newCase(String title, String severity) {
        var body = JSON.createObjectNode().put("title", title).put("severity", severity).put("description", "d").put("owner", "securitySolution");
        body.putArray("tags").add("it");
        body.putObject("settings").put("syncAlerts", false);
        body.putObject("connector").put("id", "none").put("name", "none").put("type", ".none").putNull("fields");
        return kibana("POST", "/api/cases", body.toString()).path("id").asText();
    }

    private static JsonNode push(String id) {
        return kibana("POST", "/api/cases/" + id + "/connector/b6290345-7e51-36ff-bcab-9387ebc54c94/_push", "{}");
    }

    private static JsonNode incident(String name) {
        return incidents().stream().filter(incident -> incident.path("name").asText().equals(name)).findFirst().orElseThrow();
    }

    private static List<JsonNode> incidents() {
        var incidents = new ArrayList<JsonNode>();
        json(send("GET", "/_sandbox/state", "")).at("/sentinel/incidents").forEach(incidents::add);
        return incidents;
    }

    private static JsonNode kibana(String method, String path, String body) {
        var answer = send(method, "/kibana" + path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    private static HttpResponse<String> send(String method, String path, String body) {
        try {
            return HTTP.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + SANDBOX + path))
                            .header("Authorization", "Basic ZWxhc3RpYzpzYW5kYm94")
                            .header("kbn-xsrf", "true")
                            .header("Content-Type", "application/json")
                            .method(method, BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
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
