package org.sentinelbridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.sentinelbridge.sandbox.SandboxClient.VERSION;
import static org.sentinelbridge.sandbox.SandboxClient.body;
import static org.sentinelbridge.sandbox.SandboxClient.json;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request.Method;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the sandbox answers is what Microsoft's OpenAPI file says; runs where that file is at hand. */
class ContractTest {

    private static final Path STABLE = Path.of("../shared/contracts/specification/securityinsights/resource-manager"
            + "/Microsoft.SecurityInsights/stable/2024-03-01");
    private static final Path INCIDENTS = STABLE.resolve("Incidents.json");
    private static final Path EXAMPLES = STABLE.resolve("examples/incidents");
    private static OpenApiInteractionValidator contract;

    private SandboxClient client;

    @BeforeAll
    static void readContract() {
        assumeTrue(Files.exists(INCIDENTS), "Microsoft's OpenAPI files are not here");
        contract = OpenApiInteractionValidator.createForSpecificationUrl(
                        INCIDENTS.toAbsolutePath().normalize().toUri().toString())
                .withLevelResolver(LevelResolver.create()
                        .withLevel("validation.request.security", ValidationReport.Level.IGNORE)
                        .withLevel("validation.schema.additionalProperties", ValidationReport.Level.IGNORE)
                        .withLevel("validation.response.body.schema.additionalProperties", ValidationReport.Level.IGNORE)
                        .build())
                .build();
    }

    @BeforeEach
    void start() {
        client = new SandboxClient();
    }

    @AfterEach
    void stop() {
        client.close();
    }

    @Test
    void takesMicrosoftsIncidentAndAnswersAsTheContractSays() throws IOException {
        JsonNode example = example("CreateIncident.json");
        String incident = example.path("parameters").path("incident").toString();
        HttpResponse<String> created = client.put(client.incident("a"), incident);
        expectValid(Method.PUT, client.incident("a"), created);
        expectNoLessThan(example.path("responses").path("201").path("body"), json(created));
        expectValid(Method.PUT, client.incident("a"), client.put(client.incident("a"), body("")));
        expectValid(Method.GET, client.incident("a"), client.get(client.incident("a")));
        expectValid(Method.GET, client.incidents() + VERSION, client.list(Map.of("$top", "1")));
        client.put(client.incident("b"), body(""));
        expectValid(Method.GET, client.incidents() + VERSION, client.list(Map.of("$top", "1")));
        expectValid(Method.DELETE, client.incident("a"), client.delete(client.incident("a")));
    }

    @Test
    void takesMicrosoftsCommentAndAnswersAsTheContractSays() throws IOException {
        client.put(client.incident("a"), body(""));
        JsonNode example = example("comments/CreateIncidentComment.json");
        String comment = example.path("parameters").path("incidentComment").toString();
        HttpResponse<String> created = client.put(client.comment("a", "c"), comment);
        expectValid(Method.PUT, client.comment("a", "c"), created);
        expectNoLessThan(example.path("responses").path("201").path("body"), json(created));
        expectValid(Method.PUT, client.comment("a", "c"), client.put(client.comment("a", "c"), comment));
        expectValid(Method.GET, client.comment("a", "c"), client.get(client.comment("a", "c")));
        String list = client.incidents() + "/a/comments" + VERSION;
        expectValid(Method.GET, list, client.get(list));
        expectValid(Method.DELETE, client.comment("a", "c"), client.delete(client.comment("a", "c")));
    }

    @ParameterizedTest
    @CsvSource({
        "alerts, GetAllIncidentAlerts.json",
        "bookmarks, GetAllIncidentBookmarks.json",
        "entities, GetAllIncidentEntities.json"
    })
    void answersWithWhatIsRelatedAsTheContractSays(String kind, String file) throws IOException {
        client.put(client.incident("a"), body(""));
        String path = client.incidents() + "/a/" + kind + VERSION;
        expectValid(Method.POST, path, client.post(path));

        JsonNode expected = example(file).path("responses").path("200").path("body");
        JsonNode seeds = expected.path(kind.equals("entities") ? "entities" : "value");
        client.control("PATCH", "sentinel/incidents/a", "{\"" + kind + "\":" + seeds + "}");
        assertThat(json(client.post(path))).isEqualTo(expected);
    }

    @Test
    void reportsErrorsAsTheContractSays() {
        expectValid(Method.GET, client.incident("none"), client.get(client.incident("none")));
        expectValid(Method.PUT, client.incident("a"), client.put(client.incident("a"), "{}"));
        client.fault("{\"match\":{\"path\":\"incidents\"},\"status\":503}");
        expectValid(Method.GET, client.incident("a"), client.get(client.incident("a")));
    }

    @Test
    void wouldNoticeAWrongAnswer() {
        client.control("PUT", "sentinel/incidents/a", "{\"properties\":{\"severity\":5,\"title\":null}}");
        assertThat(report(Method.GET, client.incident("a"), client.get(client.incident("a"))).getMessages())
                .hasSizeGreaterThanOrEqualTo(2);
    }

    private static JsonNode example(String file) throws IOException {
        return json(Files.readString(EXAMPLES.resolve(file)));
    }

    private static void expectValid(Method method, String path, HttpResponse<String> answer) {
        assertThat(report(method, path, answer).getMessages())
                .as(method + " " + path + " answered " + answer.body())
                .isEmpty();
    }

    private static ValidationReport report(Method method, String path, HttpResponse<String> answer) {
        SimpleResponse.Builder response = new SimpleResponse.Builder(answer.statusCode());
        if (!answer.body().isEmpty()) {
            response.withContentType("application/json")
                    .withBody(withoutNulls(json(answer)).toString());
        }
        return contract.validateResponse(path.substring(0, path.indexOf('?')), method, response.build());
    }

    /** Swagger 2 cannot say that a member may be null, though the service answers so. */
    private static JsonNode withoutNulls(JsonNode node) {
        if (node instanceof ObjectNode object) {
            List<String> nulls = new ArrayList<>();
            object.properties().forEach(member -> {
                if (member.getValue().isNull()) {
                    nulls.add(member.getKey());
                }
            });
            object.remove(nulls);
        }
        node.forEach(ContractTest::withoutNulls);
        return node;
    }

    /** Each member that Microsoft's example has is in the answer, with the same type or null. */
    private static void expectNoLessThan(JsonNode example, JsonNode answer) {
        example.properties().forEach(member -> {
            JsonNode value = answer.path(member.getKey());
            assertThat(value.isMissingNode()).as(member.getKey() + " is missing").isFalse();
            if (member.getValue().isObject()) {
                expectNoLessThan(member.getValue(), value);
            } else if (!value.isNull()) {
                assertThat(value.getNodeType()).as(member.getKey()).isEqualTo(member.getValue().getNodeType());
            }
        });
    }
}
