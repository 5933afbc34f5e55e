package org.sentinelbridge.sandbox;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.ParameterizedTest;

/** The stand-in for Kibana is as strict as the real one: keys, versions, licences, schemas; and rules act as they do there. */
class KibanaTest {

    private static final String RULE = """
            {"rule_id": "r", "name": "Malware", "description": "d", "type": "query", "risk_score": 47, "severity": "medium", "actions": [
             {"id": "alerts", "action_type_id": ".webhook", "group": "default", "frequency": {"summary": true, "notifyWhen": "onActiveAlert"},
              "params": {"body": "%s"}}]}""";

    private final SandboxClient client = new SandboxClient();
    private final KibanaClient kibana = new KibanaClient(client);
    private final WireMockServer bridge =
            new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));

    @AfterEach
    void stop() {
        bridge.stop();
        client.close();
    }

    @Test
    void itTellsItsVersionToThoseItKnows() {
        assertThat(kibana.ask("GET", "/api/status", "").at("/version/number").asText()).isEqualTo("9.4.0");
        var stranger = client.send(client.request("/kibana/api/status").GET());
        assertThat(SandboxClient.json(stranger).has("version")).isFalse();
    }

    @Test
    void strangersAndRequestsWithoutItsHeaderDoNotPass() {
        assertThat(client.send(client.request("/kibana/api/cases/_find").GET()).statusCode()).isEqualTo(401);
        var noHeader = client.send(client.request("/kibana/api/cases").header("Authorization", "Basic ZWxhc3RpYzpzYW5kYm94")
                .header("Content-Type", "application/json").POST(BodyPublishers.ofString("{}")));
        assertThat(noHeader.statusCode()).isEqualTo(400);
        assertThat(noHeader.body()).contains("Request must contain a kbn-xsrf header.");
    }

    @Test
    void eachVersionTakesWhatItKnows() {
        var connector = KibanaClient.caseConnector("http://127.0.0.1:1");
        ((ObjectNode) connector.get("secrets")).putObject("secretHeaders").put("X-Api-Key", "k");
        client.fault("{\"kibana\":{\"version\":\"8.19.0\"}}");
        var refused = kibana.send("POST", "/api/actions/connector", connector.toString());
        client.fault("{\"kibana\":{\"version\":\"9.2.0\"}}");
        var taken = kibana.send("POST", "/api/actions/connector", connector.toString());

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("[secretHeaders]: definition for this key is missing");
        assertThat(taken.statusCode()).isEqualTo(200);
        assertThat(taken.body()).doesNotContain("X-Api-Key");
    }

    @Test
    void aBasicLicenceHasNoWebhooks() {
        client.fault("{\"kibana\":{\"license\":\"basic\"}}");

        var refused = kibana.send("POST", "/api/actions/connector/one", KibanaClient.caseConnector("http://127.0.0.1:1").toString());

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("your basic license does not support it");
        assertThat(kibana.ask("GET", "/api/actions/connector_types", "").at("/0/enabled_in_license").asBoolean(true)).isFalse();
    }

    /** As encrypted_saved_objects of elastic/kibana: UUIDs of the versions 1 to 5. */
    @ParameterizedTest
    @CsvSource({
        "8.11.0, sentinel-bridge-cases, 400", "9.3.0, sentinel-bridge-cases, 400", "9.4.0, sentinel-bridge-cases, 200",
        "8.11.0, b6290345-7e51-36ff-bcab-9387ebc54c94, 200", "9.3.0, B6290345-7E51-56FF-BCAB-9387EBC54C94, 200",
        "9.3.0, b6290345-7e51-76ff-bcab-9387ebc54c94, 400", "9.3.0, b6290345-7e51-36ff-ccab-9387ebc54c94, 400"
    })
    void beforeNineFourAnIdIsAUuid(String version, String id, int status) {
        client.fault("{\"kibana\":{\"version\":\"" + version + "\"}}");

        var answer = kibana.send("POST", "/api/actions/connector/" + id, KibanaClient.caseConnector("http://127.0.0.1:1").toString());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    }

    /** As kbn-connector-schemas/common/auth/schemas/v1.ts, whose default for authType Zod 4 also takes where nothing is given. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "8.11.0 | '' | 200 | ''", "9.3.0 | '' | 200 | ''", "9.3.0 | null | 200 | ''", "9.4.0 | null | 200 | ''",
        "9.4.0 | '' | 400 | authType must be null or undefined if hasAuth is false",
        "8.19.0 | \"webhook-authentication-basic\" | 400 | authType must be null or undefined if hasAuth is false"})
    void withoutAuthenticationNoTypeOfItIsGiven(String version, String authType, int status, String words) {
        client.fault("{\"kibana\":{\"version\":\"" + version + "\"}}");

        var answer = kibana.send("POST", "/api/actions/connector", "{\"name\":\"a\",\"connector_type_id\":\".webhook\",\"secrets\":{},\"config\":{"
                + "\"url\":\"http://127.0.0.1:1\",\"hasAuth\":false" + (authType.isEmpty() ? "" : ",\"authType\":" + authType) + "}}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains(words);
    }

    /** As webhook/validations.ts of stack_connectors. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "9.1.0 | accessTokenUrl | \"http://127.0.0.1/t\" | definition for this key is missing",
        "9.2.0 | accessTokenUrl | \"http://127.0.0.1/t\" | ''",
        "9.2.0 | accessTokenUrl | null | missing Access Token URL (accessTokenUrl) fields",
        "9.2.0 | clientId | null | missing Client ID (clientId) fields",
        "9.2.0 | accessTokenUrl | \"https://login.microsoftonline.com/t\" | xpack.actions.allowedHosts"})
    void clientCredentialsOfTheAlertConnector(String version, String field, String value, String words) {
        client.fault("{\"kibana\":{\"version\":\"" + version + "\",\"allowed_hosts\":[\"127.0.0.1\"]}}");
        var connector = clientCredentials("http://127.0.0.1:1/alerts", "http://127.0.0.1/token");
        ((ObjectNode) connector.get("config")).set(field, SandboxClient.json(value));

        var answer = kibana.send("POST", "/api/actions/connector", connector.toString());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(words.isEmpty() ? 200 : 400);
        assertThat(answer.body()).contains(words);
    }

    /** As delete_token_axios_interceptor.ts: a token that was answered 401 is not shown again. */
    @Test
    void aTokenIsKeptUntilItIsRefused() {
        bridge.start();
        bridge.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(401)));
        var token = client.sandbox.url() + "/" + client.options.tenantId() + "/oauth2/v2.0/token";
        var id = kibana.ask("POST", "/api/actions/connector", clientCredentials(bridge.baseUrl() + "/alerts", token).toString()).path("id").asText();
        var before = client.state().at("/entra/tokens_issued").asInt();

        execute(id);
        execute(id);
        assertThat(client.state().at("/entra/tokens_issued").asInt()).isEqualTo(before + 2);

        bridge.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(202)));
        execute(id);
        execute(id);
        assertThat(client.state().at("/entra/tokens_issued").asInt()).isEqualTo(before + 3);
        assertThat(bridge.getAllServeEvents()).allMatch(event -> event.getRequest().getHeader("Authorization").startsWith("Bearer ey")
                && !event.getRequest().containsHeader("X-Api-Key"));
    }

    private void execute(String connector) {
        kibana.ask("POST", "/api/actions/connector/" + connector + "/_execute", "{\"params\":{\"body\":\"{}\"}}");
    }

    private ObjectNode clientCredentials(String url, String tokenUrl) {
        return (ObjectNode) SandboxClient.json("{\"name\":\"a\",\"connector_type_id\":\".webhook\",\"config\":{\"url\":\"" + url
                + "\",\"hasAuth\":true,\"authType\":\"webhook-oauth2-client-credentials\",\"accessTokenUrl\":\"" + tokenUrl
                + "\",\"clientId\":\"" + client.options.clientId() + "\",\"scope\":\"api://5a4db0c5-0000-4000-8000-00000000000b/.default\"},"
                + "\"secrets\":{\"clientSecret\":\"" + client.options.clientSecret() + "\",\"secretHeaders\":{\"X-Api-Key\":\"k\"}}}");
    }

    /** As cases_webhook/schema.ts and validators.ts of stack_connectors, and kbn-connector-schemas/cases_webhook/schemas/v1.ts. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "8.11.0 | config | authType | null | definition for this key is missing", "8.14.3 | secrets | crt | \"c\" | definition for this key is missing",
        "8.15.0 | config | authType | null | ''", "8.15.0 | config | getIncidentMethod | \"get\" | definition for this key is missing",
        "8.17.0 | config | getIncidentMethod | \"get\" | ''", "9.0.0 | config | getIncidentMethod | \"put\" | getIncidentMethod",
        "9.1.0 | config | clientId | \"c\" | definition for this key is missing", "9.2.0 | config | clientId | \"c\" | ''",
        "9.2.0 | config | createIncidentMethod | \"patch\" | createIncidentMethod", "9.5.0 | config | updateIncidentMethod | \"patch\" | ''",
        "9.4.0 | config | authType | \"webhook-oauth2-client-credentials\" | OAuth2 authentication is not supported for cases webhook connector",
        "9.5.0 | config | viewIncidentUrl | \"https://security.microsoft.com/{{{external.system.id}}}\" | xpack.actions.allowedHosts"})
    void theCaseConnectorOfEachVersion(String version, String part, String field, String value, String words) {
        client.fault("{\"kibana\":{\"version\":\"" + version + "\",\"allowed_hosts\":[\"127.0.0.1\",\"portal.example.com\"]}}");
        var connector = KibanaClient.caseConnector("http://127.0.0.1:1");
        ((ObjectNode) connector.get(part)).set(field, SandboxClient.json(value));

        var answer = kibana.send("POST", "/api/actions/connector", connector.toString());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(words.isEmpty() ? 200 : 400);
        assertThat(answer.body()).contains(words);
    }

    @Test
    void theHostOfTheLinkIsCheckedAtEachPush() {
        bridge.start();
        bridge.stubFor(any(anyUrl()).willReturn(aResponse().withHeader("Content-Type", "application/json").withBody("{\"id\":\"1\",\"title\":\"t\"}")));
        kibana.connect(KibanaClient.caseConnector(bridge.baseUrl()));
        client.fault("{\"kibana\":{\"allowed_hosts\":[\"localhost\",\"127.0.0.1\"]}}");

        var pushed = kibana.send("POST", "/api/cases/" + kibana.newCase("x") + "/connector/" + KibanaClient.CONNECTOR + "/_push", "{}");

        assertThat(pushed.statusCode()).isEqualTo(424);
        assertThat(pushed.body()).contains("https://portal.example.com/1/t", "is not added to the Kibana config xpack.actions.allowedHosts");
    }

    @Test
    void aConnectorIsInOneSpaceAndItsIdInNoOther() {
        var connector = KibanaClient.caseConnector("http://127.0.0.1:1").toString();
        kibana.ask("POST", "/s/soc/api/actions/connector/one", connector);

        assertThat(kibana.send("GET", "/api/actions/connector/one", "").statusCode()).isEqualTo(404);
        assertThat(kibana.send("POST", "/api/actions/connector/one", connector).statusCode()).isEqualTo(409);
        assertThat(kibana.send("GET", "/s/unheard-of/api/actions/connectors", "").statusCode()).isEqualTo(404);
    }

    @Test
    void aSummaryIsOneBodyWithAllAlerts() {
        rule("{\\\"alerts\\\": [{{{context.alerts}}}], \\\"rule\\\": \\\"{{context.rule.name}}\\\", \\\"n\\\": {{state.signals_count}}}", 202);

        var action = run("[{\"message\":\"a \\\"b\\\"\",\"host.name\":\"ws-1\"},{\"message\":\"c\"}]").at("/actions/0");

        var body = SandboxClient.json(action.path("body").asText());
        assertThat(action.path("status").asText()).isEqualTo("ok");
        assertThat(body.path("alerts")).hasSize(2);
        assertThat(body.at("/alerts/0/message").asText()).isEqualTo("a \"b\"");
        assertThat(body.at("/alerts/0/host/name").asText()).isEqualTo("ws-1");
        assertThat(body.at("/alerts/0/kibana/alert/rule/name").asText()).isEqualTo("Malware");
        assertThat(body.at("/alerts/0/kibana/alert/uuid").asText()).hasSize(64).isNotEqualTo(body.at("/alerts/1/kibana/alert/uuid").asText());
        assertThat(body.path("n").asInt()).isEqualTo(2);
        assertThat(sent()).isEqualTo(action.path("body").asText());
    }

    @Test
    void aListWithoutBracketsArrivesAsOneText() {
        rule("{\\\"alerts\\\": {{{context.alerts}}}}", 202);

        run("[{\"m\":1},{\"m\":2}]");

        assertThat(SandboxClient.json(sent()).isTextual()).isTrue();
    }

    @Test
    void asJsonIsAList() {
        rule("{{{context.alerts.asJSON}}}", 202);

        run("[{\"m\":1},{\"m\":2}]");

        assertThat(SandboxClient.json(sent())).hasSize(2);
    }

    @Test
    void whatIsRefusedIsTold() {
        rule("{}", 429);

        var action = run("{\"m\":1}").at("/actions/0");

        assertThat(action.path("status").asText()).isEqualTo("error");
        assertThat(action.path("message").asText()).isEqualTo("error calling webhook, retry at 2026-11-02T08:00:07Z");
        assertThat(action.path("service_message").asText()).isEqualTo("[429] Too Many Requests: slow down");
    }

    private void rule(String template, int status) {
        bridge.start();
        bridge.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(status).withHeader("Retry-After", "7").withBody("{\"message\":\"slow down\"}")));
        kibana.ask("POST", "/api/actions/connector/alerts", "{\"name\":\"a\",\"connector_type_id\":\".webhook\",\"secrets\":{},\"config\":{"
                + "\"url\":\"" + bridge.baseUrl() + "/alerts\",\"hasAuth\":false,\"authType\":null,\"headers\":{\"Content-Type\":\"application/json\"}}}");
        kibana.ask("POST", "/api/detection_engine/rules", RULE.formatted(template));
    }

    private JsonNode run(String events) {
        return SandboxClient.json(client.control("POST", "kibana/rules/r/run", events));
    }

    private String sent() {
        return bridge.getAllServeEvents().get(0).getRequest().getBodyAsString();
    }
}
