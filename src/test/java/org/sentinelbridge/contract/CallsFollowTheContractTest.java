package org.sentinelbridge.contract;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request.Method;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport.Level;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.http.Request;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sentinelbridge.app.FreePort;
import org.sentinelbridge.sandbox.Sandbox;
import org.sentinelbridge.sandbox.SandboxOptions;

/**
 * Every request that the bridge sends to Azure Resource Manager is one that Microsoft's OpenAPI file describes; runs where
 * that file is at hand.
 */
class CallsFollowTheContractTest {

    private static final Path INCIDENTS = Path.of("../shared/contracts/specification/securityinsights/resource-manager"
            + "/Microsoft.SecurityInsights/stable/2024-03-01/Incidents.json");
    private static final String KEY = "contract-test-key-0123456789";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private static final SandboxOptions OPTIONS = SandboxOptions.defaults();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static Sandbox sandbox;
    private static WireMockServer between;
    private static Main main;
    private static String bridge;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(Files.exists(INCIDENTS), "Microsoft's OpenAPI files are not here");
        sandbox = Sandbox.start(0, OPTIONS);
        between = new WireMockServer(wireMockConfig().dynamicPort());
        between.start();
        between.stubFor(any(anyUrl()).willReturn(aResponse().proxiedFrom(sandbox.url())));
        var port = FreePort.find();
        bridge = "http://127.0.0.1:" + port + "/cases";
        main = new Main();
        main.setDefaultPropertyPlaceholderLocation("file:application.properties");
        Map.ofEntries(
                        Map.entry("sandbox.enabled", "false"),
                        Map.entry("webhook.port", String.valueOf(port)),
                        Map.entry("management.port", "0"),
                        Map.entry("webhook.key", KEY),
                        Map.entry("store.url", "jdbc:sqlite:" + folder.resolve("bridge.db")),
                        Map.entry("kibana.url", "https://kibana.example.com"),
                        Map.entry("sentinel.endpoint", between.baseUrl()),
                        Map.entry("sentinel.subscription-id", OPTIONS.subscriptionId()),
                        Map.entry("sentinel.resource-group", OPTIONS.resourceGroup()),
                        Map.entry("sentinel.workspace-name", OPTIONS.workspaceName()),
                        Map.entry("azure.authority-host", sandbox.url()),
                        Map.entry("azure.credential", "client-secret"),
                        Map.entry("azure.tenant-id", OPTIONS.tenantId()),
                        Map.entry("azure.client-id", OPTIONS.clientId()),
                        Map.entry("azure.client-secret", OPTIONS.clientSecret()))
                .forEach(main::addOverrideProperty);
        main.start();
    }

    @AfterAll
    static void stop() {
        if (main != null) {
            main.stop();
            between.stop();
            sandbox.close();
        }
    }

    @Test
    void everyCallOfEveryActionIsDescribedByMicrosoft() throws Exception {
        var created = post("""
                {"action": "create-incident", "case_id": "c-1", "case_title": "T", "case_severity": "critical",
                 "case_status": "open", "case_description": "D", "case_tags": ["a", "b"], "elastic_url_base": "/app/security/cases/"}
                """);
        var id = created.path("sentinel_incident_id").asText();
        analystTakes(id);
        for (var status : new String[] {"in-progress", "closed", "open"}) {
            post("""
                    {"action": "update-incident", "case_id": "c-1", "case_title": "T 2", "case_severity": "low",
                     "case_status": "%s", "case_description": "D 2", "case_tags": ["false-positive"], "sentinel_incident_id": "%s"}
                    """.formatted(status, id));
        }
        post("""
                {"action": "add-comment-to-incident", "case_comment": "Hello", "sentinel_incident_id": "%s"}
                """.formatted(id));
        post("""
                {"action": "get-incident", "sentinel_incident_id": "%s"}
                """.formatted(id));

        var calls = between.getAllServeEvents();
        assertThat(calls).extracting(call -> call.getRequest().getMethod() + (call.getRequest().getUrl().contains("/comments/") ? " comment" : ""))
                .contains("GET", "PUT", "PUT comment");
        assertThat(calls).allSatisfy(call -> assertThat(contract().validateRequest(request(call.getRequest())).getMessages())
                .as(call.getRequest().getMethod() + " " + call.getRequest().getUrl() + " " + call.getRequest().getBodyAsString())
                .isEmpty());
        for (var call : calls) {
            if (call.getRequest().getMethod().getName().equals("PUT")) {
                var type = call.getRequest().getUrl().contains("/comments/") ? "IncidentCommentProperties" : "IncidentProperties";
                var sent = JSON.readTree(call.getRequest().getBodyAsString());
                assertThat(sent.fieldNames()).toIterable().isSubsetOf("etag", "properties");
                assertThat(sent.path("properties").fieldNames()).toIterable().isSubsetOf(writable(type));
            }
        }
    }

    private static List<String> writable(String type) throws IOException {
        var types = JSON.readTree(INCIDENTS.toFile()).path("definitions");
        var names = new ArrayList<String>();
        types.path(type).path("properties").properties().forEach(property -> {
            if (!property.getValue().path("readOnly").asBoolean()) {
                names.add(property.getKey());
            }
        });
        assertThat(names).isNotEmpty();
        return names;
    }

    private static JsonNode post(String body) throws Exception {
        var answer = CLIENT.send(
                HttpRequest.newBuilder(URI.create(bridge)).header("X-Api-Key", KEY).POST(BodyPublishers.ofString(body)).build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static void analystTakes(String incident) throws Exception {
        var change = """
                {"properties": {"owner": {"objectId": "2046feea-040d-4a46-9e2b-91c2941bfa70", "email": "a@example.com",
                 "userPrincipalName": "a@example.com", "assignedTo": "An Analyst"}, "labels": [{"labelName": "mine"}]}}
                """;
        var answer = CLIENT.send(
                HttpRequest.newBuilder(URI.create(sandbox.url() + "/_sandbox/sentinel/incidents/" + incident))
                        .header("Content-Type", "application/json")
                        .method("PATCH", BodyPublishers.ofString(change))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static SimpleRequest request(Request call) {
        var uri = URI.create(call.getUrl());
        var request = new SimpleRequest.Builder(Method.valueOf(call.getMethod().getName()), uri.getPath());
        for (var pair : uri.getQuery().split("&")) {
            request.withQueryParam(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        if (call.getBody().length > 0) {
            request.withContentType(call.getHeader("Content-Type")).withBody(call.getBodyAsString());
        }
        return request.build();
    }

    private static OpenApiInteractionValidator contract() {
        return Holder.CONTRACT;
    }

    /** Read once, and only where the file is. */
    private static final class Holder {
        private static final OpenApiInteractionValidator CONTRACT = OpenApiInteractionValidator.createForSpecificationUrl(
                        INCIDENTS.toAbsolutePath().normalize().toUri().toString())
                .withLevelResolver(LevelResolver.create()
                        .withLevel("validation.request.security", Level.IGNORE)
                        // allOf and additionalProperties exclude each other in this validator; see writable()
                        .withLevel("validation.schema.additionalProperties", Level.IGNORE)
                        .withLevel("validation.request.body.schema.additionalProperties", Level.IGNORE)
                        .build())
                .build();
    }
}
