package org.sentinelbridge.operate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sentinelbridge.app.FreePort;
import org.sentinelbridge.sandbox.Sandbox;
import org.sentinelbridge.sandbox.SandboxOptions;
import org.sentinelbridge.sandbox.kibana.KibanaStandIn;
import picocli.CommandLine;

/** What a person sees who sets Kibana up, and what Kibana holds afterwards. */
class ProvisionKibanaTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KEY = "a-key-that-must-never-be-seen-0815";
    private static final String CASES = "b6290345-7e51-36ff-bcab-9387ebc54c94";

    private final Map<String, String> before = new HashMap<>();
    private Sandbox sandbox;
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    @BeforeEach
    void start() {
        sandbox = Sandbox.start(0, SandboxOptions.defaults());
        set("sandbox.port", String.valueOf(sandbox.port()));
        set("webhook.key", KEY);
        set("webhook.public-url", "https://bridge.example.com");
    }

    @AfterEach
    void stop() {
        sandbox.close();
        before.forEach((name, value) -> {
            if (value == null) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, value);
            }
        });
    }

    @Test
    void allIsThereAndDoingItAgainChangesNothing() {
        assertThat(provision("--test-rule")).isZero();

        assertThat(out.toString().lines()).containsExactly(
                "Kibana 9.4.0 at " + sandbox.kibanaUrl(),
                "created          Case connector b6290345-7e51-36ff-bcab-9387ebc54c94",
                "created          Alert connector c50c4c62-5efb-3bc2-b29f-955eb6eac44b",
                "created          Default connector of Security cases",
                "created          Detection rule sentinel-bridge-test",
                "created          Dashboards");
        var held = state();
        var config = held.at("/connectors/b6290345-7e51-36ff-bcab-9387ebc54c94/config");
        assertThat(config.path("createIncidentUrl").asText()).isEqualTo("https://bridge.example.com/cases");
        assertThat(config.path("createIncidentJson").asText()).contains("\"case_id\": {{{case.id}}}");
        assertThat(held.at("/rules/0/actions/0/id").asText()).isEqualTo("c50c4c62-5efb-3bc2-b29f-955eb6eac44b");
        assertThat(held.path("saved_objects").toString()).contains("default/dashboard/sentinel-bridge-documents");
        assertThat(kibana("GET", "/api/cases/configure?owner=securitySolution", "").at("/0/connector/id").asText()).isEqualTo(CASES);
        assertThat(provision("--diff", "--test-rule")).isZero();

        assertThat(provision("--test-rule")).isZero();

        assertThat(out.toString().lines().skip(1)).hasSize(5).allSatisfy(line -> assertThat(line).startsWith("as it should be"));
        assertThat(state()).isEqualTo(held);
        assertThat(out.toString() + err).doesNotContain(KEY);
    }

    @Test
    void whatIsMissingOrDifferentIsToldAndMended() {
        assertThat(provision("--diff")).isEqualTo(1);
        assertThat(out.toString()).contains("missing          Case connector b6290345-7e51-36ff-bcab-9387ebc54c94");
        assertThat(state().path("connectors")).isEmpty();
        provision();
        var connector = (ObjectNode) kibana("GET", "/api/actions/connector/" + CASES, "");
        var changed = JSON.createObjectNode().put("name", "By hand");
        changed.putObject("secrets");
        changed.set("config", ((ObjectNode) connector.get("config")).put("updateIncidentJson", "{\"key\": \"?sig=" + KEY + "\"}"));
        kibana("PUT", "/api/actions/connector/" + CASES, changed.toString());

        assertThat(provision("--diff")).isEqualTo(1);

        assertThat(out.toString()).contains("different        Case connector b6290345-7e51-36ff-bcab-9387ebc54c94")
                .contains("name: is \"By hand\", should be \"Microsoft Sentinel\"")
                .contains("config.updateIncidentJson: is ")
                .doesNotContain(KEY);
        assertThat(state().at("/connectors/b6290345-7e51-36ff-bcab-9387ebc54c94/name").asText()).isEqualTo("By hand");
        assertThat(provision()).isZero();
        assertThat(out.toString()).contains("updated          Case connector b6290345-7e51-36ff-bcab-9387ebc54c94");
        assertThat(provision("--diff")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sentinel-bridge-cases", "by-hand"})
    void whatIsThereUnderAnotherIdIsNamedAndNotDoubled(String id) {
        assertThat(provision()).isZero();
        var connector = (ObjectNode) kibana("GET", "/api/actions/connector/" + CASES, "");
        kibana("DELETE", "/api/actions/connector/" + CASES, "");
        var other = JSON.createObjectNode().put("name", "Mine").put("connector_type_id", ".cases-webhook");
        other.set("config", connector.get("config"));
        other.putObject("secrets").putObject("secretHeaders").put("X-Api-Key", KEY);
        kibana("POST", "/api/actions/connector/" + id, other.toString());

        assertThat(provision()).isNotZero();

        assertThat(err.toString()).contains("Kibana has the case connector already, as \"Mine\" under the id " + id)
                .contains("Delete it in Stack Management > Connectors, or give it another name and URL, and run this again.");
        assertThat(state().path("connectors")).hasSize(2);
    }

    @Test
    void oneOfTheSameNameMadeByHandIsNamedAndNotDoubled() {
        kibana("POST", "/api/actions/connector", "{\"name\":\"Microsoft Sentinel (alerts)\",\"connector_type_id\":\".webhook\",\"secrets\":{},\"config\":{"
                + "\"url\":\"https://logic-app.example.com/x\",\"hasAuth\":false,\"authType\":null}}");

        assertThat(provision()).isNotZero();

        assertThat(err.toString()).contains("Kibana has the alert connector already, as \"Microsoft Sentinel (alerts)\" under the id ");
        assertThat(state().path("connectors")).hasSize(2);
    }

    /** The stand-in refuses whatever a version does not know. */
    @ParameterizedTest
    @ValueSource(strings = {"8.11.0", "8.15.3", "8.16.0", "8.17.0", "8.19.4", "9.0.1", "9.1.0", "9.2.0", "9.5.2-SNAPSHOT"})
    void everyVersionThatIsKnown(String version) {
        fault("{\"kibana\":{\"version\":\"" + version + "\"}}");

        assertThat(provision("--test-rule")).as(err.toString()).isZero();
        assertThat(provision("--test-rule", "--diff")).as(out.toString()).isZero();
        assertThat(state().toString()).as("the key is kept where it is not shown").doesNotContain(KEY);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "8.10.4 | Kibana 8.10.4 is too old. Kibana 8.11 to 9.x is needed",
        "7.17.0 | Kibana 7.17.0 is too old.",
        "10.0.0 | Kibana 10.0.0 is newer than this bridge knows."})
    void otherVersionsAreRefusedInClearWords(String version, String words) {
        fault("{\"kibana\":{\"version\":\"" + version + "\"}}");

        assertThat(provision()).isEqualTo(1);

        assertThat(err.toString()).contains(words);
        assertThat(state().path("connectors")).isEmpty();
    }

    @Test
    void theKeyGoesIntoUrlsOnlyWhenToldSoAndWithAWarning() {
        assertThat(provision("--key-in-url")).isZero();

        assertThat(err.toString()).contains("Warning: with --key-in-url everybody who may see connectors");
        assertThat(state().at("/connectors/b6290345-7e51-36ff-bcab-9387ebc54c94/config/getIncidentUrl").asText())
                .isEqualTo("https://bridge.example.com/cases?sentinel_incident_id={{{external.system.id}}}&sig=" + KEY);
        assertThat(state().at("/connectors/c50c4c62-5efb-3bc2-b29f-955eb6eac44b/config/url").asText()).isEqualTo("https://bridge.example.com/alerts?sig=" + KEY);
        assertThat(out.toString()).doesNotContain(KEY);
        assertThat(provision("--diff")).isEqualTo(1);
        assertThat(out.toString()).contains("?sig=***").doesNotContain(KEY);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "actions       | Management > Actions and Connectors: All",
        "cases         | Security > Cases: All",
        "rules         | Security: All",
        "saved_objects | Management > Saved Objects Management: All"})
    void aMissingPrivilegeIsNamed(String privilege, String named) {
        fault("{\"kibana\":{\"missing_privileges\":[\"" + privilege + "\"]}}");

        assertThat(provision("--test-rule")).isEqualTo(1);

        assertThat(err.toString()).startsWith("Kibana answered 403 to ").contains("Give the API key's role the Kibana privilege " + named);
    }

    @Test
    void whatIsNotWantedNeedsNoPrivilege() {
        fault("{\"kibana\":{\"missing_privileges\":[\"cases\",\"saved_objects\",\"rules\"]}}");

        assertThat(provision("--no-default", "--no-dashboards")).as(err.toString()).isZero();
        assertThat(out.toString().lines().skip(1)).hasSize(2);
    }

    @Test
    void aLicenceWithoutConnectorsIsTold() {
        fault("{\"kibana\":{\"license\":\"basic\"}}");

        assertThat(provision()).isEqualTo(1);

        assertThat(err.toString()).contains("Kibana's licence does not include the connector .cases-webhook. It needs the licence gold");
    }

    @Test
    void aKeyThatKibanaDoesNotKnowIsTold() {
        fault("{\"kibana\":{\"key\":\"invalid\"}}");

        assertThat(provision()).isEqualTo(1);

        assertThat(err.toString()).contains("Kibana does not take the API key (401").contains("Check kibana.api-key")
                .doesNotContain(KibanaStandIn.API_KEY);
    }

    @Test
    void aHostThatKibanaMayNotCallIsTold() {
        fault("{\"kibana\":{\"allowed_hosts\":[\"jira.example.com\",\"portal.azure.com\"]}}");

        assertThat(provision()).isEqualTo(1);

        assertThat(err.toString()).contains("Add the host that Kibana names to xpack.actions.allowedHosts in kibana.yml.", "portal.azure.com");
    }

    @Test
    void eachSpaceHasItsOwn() {
        assertThat(provision()).isZero();
        set("kibana.space", "soc");

        assertThat(provision()).as(err.toString()).isZero();

        assertThat(out.toString()).contains(", space soc").contains("created          Case connector d287262d-2bfe-3fe5-859e-0e59228f8cb5");
        assertThat(state().at("/connectors/d287262d-2bfe-3fe5-859e-0e59228f8cb5/space").asText()).isEqualTo("soc");
        assertThat(state().path("saved_objects").toString()).contains("soc/dashboard/sentinel-bridge-runs-soc");
        assertThat(provision("--diff")).as(out.toString()).isZero();
        set("kibana.space", "unheard-of");
        assertThat(provision()).isEqualTo(1);
        assertThat(err.toString()).contains("There is no space unheard-of in Kibana.");
    }

    @Test
    void theOtherSettingsOfCasesStay() {
        kibana("POST", "/api/cases/configure", "{\"owner\":\"securitySolution\",\"closure_type\":\"close-by-pushing\",\"customFields\":[{\"key\":\"k\"}],"
                + "\"connector\":{\"id\":\"jira-1\",\"name\":\"Jira\",\"type\":\".jira\",\"fields\":null}}");

        assertThat(provision()).isZero();

        assertThat(out.toString()).contains("updated          Default connector of Security cases (was 'Jira')");
        var settings = kibana("GET", "/api/cases/configure?owner=securitySolution", "").get(0);
        assertThat(settings.at("/connector/id").asText()).isEqualTo(CASES);
        assertThat(settings.path("closure_type").asText()).isEqualTo("close-by-pushing");
        assertThat(settings.path("customFields")).hasSize(1);
    }

    @Test
    void aConnectorOfAnotherTypeIsLeftAlone() {
        kibana("POST", "/api/actions/connector/" + CASES, "{\"name\":\"mine\",\"connector_type_id\":\".webhook\",\"secrets\":{},\"config\":{"
                + "\"url\":\"http://127.0.0.1:1\",\"hasAuth\":false,\"authType\":null}}");

        assertThat(provision()).isEqualTo(1);

        assertThat(err.toString()).contains("is of the type .webhook in place of .cases-webhook");
        assertThat(state().at("/connectors/b6290345-7e51-36ff-bcab-9387ebc54c94/name").asText()).isEqualTo("mine");
    }

    @Test
    void withoutKibanaItSaysWhatIsWrong() {
        set("sandbox.enabled", "false");
        assertThat(provision()).isEqualTo(2);
        assertThat(err.toString()).contains("kibana.url: must be set");
        set("kibana.url", "http://127.0.0.1:" + FreePort.find());
        assertThat(provision()).isEqualTo(2);
        assertThat(err.toString()).contains("kibana.api-key: must be set").contains("--print");
        set("kibana.api-key", KibanaStandIn.API_KEY);
        assertThat(provision()).isEqualTo(1);
        assertThat(err.toString()).contains("Kibana is not reached at http://127.0.0.1:");
        set("kibana.url", sandbox.elasticsearchUrl());
        assertThat(provision()).isEqualTo(1);
        assertThat(err.toString()).contains("is no Kibana");
        set("kibana.url", "https://kibana.example.invalid");
        assertThat(provision()).isEqualTo(1);
        assertThat(err.toString()).contains("unknown host");
        set("webhook.public-url", "");
        assertThat(provision()).isEqualTo(2);
        assertThat(err.toString()).contains("webhook.public-url: must be set, because Kibana does not reach the bridge at http://127.0.0.1:8080");
    }

    @Test
    void withTheSandboxOnTheBridgeMustRun() {
        sandbox.close();

        assertThat(provision()).isEqualTo(2);

        assertThat(err.toString()).contains("sandbox.enabled: is true, but no sandbox answers at port");
        sandbox = Sandbox.start(0, SandboxOptions.defaults());
    }

    /** Each request of the print is sent as it stands. */
    @Test
    void whatIsPrintedCanBeSentByHand() {
        set("sentinel.subscription-id", SandboxOptions.defaults().subscriptionId());
        set("sentinel.resource-group", SandboxOptions.defaults().resourceGroup());
        set("sentinel.workspace-name", SandboxOptions.defaults().workspaceName());
        assertThat(provision("--print", "--test-rule")).isZero();
        var printed = out.toString();

        assertThat(printed).startsWith("# For Kibana 9.2 or later").contains("\"X-Api-Key\" : \"WEBHOOK_KEY\"").doesNotContain(KEY)
                .contains("Import the file kibana/sentinel-bridge.ndjson");
        assertThat(state().path("connectors")).isEmpty();
        for (var request : printed.split("(?m)^(?=POST kbn:)")) {
            if (request.startsWith("POST ")) {
                var path = request.substring("POST kbn:".length(), request.indexOf('\n'));
                kibana("POST", path, request.substring(request.indexOf('{'), request.lastIndexOf('}') + 1));
            }
        }
        assertThat(provision("--diff", "--test-rule", "--no-dashboards")).as(out + "" + err).isZero();
    }

    @Test
    void thePrintForAnOlderKibanaHasThePassword() {
        assertThat(provision("--print", "--kibana-version", "8.15", "--show-key")).isZero();

        assertThat(out.toString()).startsWith("# For Kibana 8.15").contains("\"password\" : \"" + KEY + "\"").doesNotContain("getIncidentMethod");
    }

    private int provision(String... arguments) {
        out = new StringWriter();
        err = new StringWriter();
        return new CommandLine(new ProvisionKibanaCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err, true))
                .setExecutionExceptionHandler((failure, command, result) -> {
                    command.getErr().println(failure.getMessage());
                    return 2;
                })
                .execute(arguments);
    }

    private void set(String name, String value) {
        if (!before.containsKey(name)) {
            before.put(name, System.getProperty(name));
        }
        System.setProperty(name, value);
    }

    private JsonNode state() {
        return send("GET", sandbox.url() + "/_sandbox/state", "").path("kibana");
    }

    private void fault(String body) {
        send("POST", sandbox.url() + "/_sandbox/faults", body);
    }

    private JsonNode kibana(String method, String path, String body) {
        return send(method, sandbox.kibanaUrl() + path, body);
    }

    private static JsonNode send(String method, String url, String body) {
        try {
            var answer = HttpClient.newHttpClient().send(
                    HttpRequest.newBuilder(URI.create(url))
                            .header("Authorization", "ApiKey " + KibanaStandIn.API_KEY)
                            .header("kbn-xsrf", "true")
                            .header("Content-Type", "application/json")
                            .method(method, BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isIn(200, 204);
            return JSON.readTree(answer.body());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
