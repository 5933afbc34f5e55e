package org.sentinelbridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sentinelbridge.sandbox.SandboxClient.body;
import static org.sentinelbridge.sandbox.SandboxClient.errorCode;
import static org.sentinelbridge.sandbox.SandboxClient.errorMessage;
import static org.sentinelbridge.sandbox.SandboxClient.json;
import static org.sentinelbridge.sandbox.SandboxClient.properties;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IncidentTest {

    private static final String ID = "73e01a99-5cd7-4139-a149-9f2736ff2ab5";

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
    void createsAndGets() {
        HttpResponse<String> created = client.put(
                client.incident(ID),
                body("\"title\":\"My incident\",\"description\":\"d\",\"labels\":[{\"labelName\":\"elastic\"}],"
                        + "\"firstActivityTimeUtc\":\"2019-01-01T14:00:30+01:00\""));

        assertThat(created.statusCode()).isEqualTo(201);
        JsonNode incident = json(created);
        String armId = client.incidents().replace("/incidents", "/Incidents/") + ID;
        assertThat(incident.path("id").asText()).isEqualTo(armId);
        assertThat(incident.path("name").asText()).isEqualTo(ID);
        assertThat(incident.path("type").asText()).isEqualTo("Microsoft.SecurityInsights/Incidents");
        assertThat(incident.path("etag").asText()).startsWith("\"").endsWith("\"");
        JsonNode properties = incident.path("properties");
        assertThat(properties.path("title").asText()).isEqualTo("My incident");
        assertThat(properties.path("incidentNumber").asInt()).isEqualTo(1);
        assertThat(properties.path("providerName").asText()).isEqualTo("Azure Sentinel");
        assertThat(properties.path("providerIncidentId").asText()).isEqualTo("1");
        assertThat(properties.path("incidentUrl").asText()).startsWith("https://portal.azure.com/#").endsWith(armId);
        assertThat(properties.path("createdTimeUtc").asText()).isEqualTo("2026-11-02T08:00:00.1234567Z");
        assertThat(properties.path("lastModifiedTimeUtc")).isEqualTo(properties.path("createdTimeUtc"));
        assertThat(properties.path("firstActivityTimeUtc").asText()).isEqualTo("2019-01-01T13:00:30Z");
        assertThat(properties.path("labels").toString())
                .isEqualTo("[{\"labelName\":\"elastic\",\"labelType\":\"User\"}]");
        assertThat(properties.path("owner").toString())
                .isEqualTo("{\"objectId\":null,\"email\":null,\"assignedTo\":null,\"userPrincipalName\":null}");
        assertThat(properties.path("additionalData").path("commentsCount").asInt(-1)).isZero();
        assertThat(json(client.get(client.incident(ID)))).isEqualTo(incident);
    }

    @Test
    void countsIncidentsUpWhateverTheyAreCalled() {
        for (int number = 1; number <= 3; number++) {
            JsonNode created = json(client.put(client.incident("incident_" + number + "%20x"), body("")));
            assertThat(created.path("name").asText()).isEqualTo("incident_" + number + " x");
            assertThat(created.path("properties").path("incidentNumber").asInt()).isEqualTo(number);
        }
    }

    @Test
    void answers404ForAnUnknownIncident() {
        HttpResponse<String> answer = client.get(client.incident(ID));
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(errorCode(answer)).isEqualTo("NotFound");
    }

    @Test
    void replacesAllWritableProperties() {
        client.put(
                client.incident(ID),
                body("\"description\":\"d\",\"owner\":{\"email\":\"a@b.c\"},\"labels\":[{\"labelName\":\"l\"}]"));
        client.clock.move(Duration.ofSeconds(60));

        HttpResponse<String> updated = client.put(client.incident(ID), body("\"status\":\"Active\""));

        assertThat(updated.statusCode()).isEqualTo(200);
        JsonNode properties = json(updated).path("properties");
        assertThat(properties.path("status").asText()).isEqualTo("Active");
        assertThat(properties.has("description")).isFalse();
        assertThat(properties.path("owner").path("email").isNull()).isTrue();
        assertThat(properties.path("labels")).isEmpty();
        assertThat(properties.path("incidentNumber").asInt()).isEqualTo(1);
        assertThat(properties.path("createdTimeUtc").asText()).isEqualTo("2026-11-02T08:00:00.1234567Z");
        assertThat(properties.path("lastModifiedTimeUtc").asText()).isEqualTo("2026-11-02T08:01:00.1234567Z");
    }

    @Test
    void ignoresReadOnlyProperties() {
        JsonNode properties = json(client.put(
                        client.incident(ID),
                        body("\"incidentNumber\":99,\"createdTimeUtc\":\"2000-01-01T00:00:00Z\","
                                + "\"additionalData\":{\"commentsCount\":7},"
                                + "\"labels\":[{\"labelName\":\"l\",\"labelType\":\"AutoAssigned\"}]")))
                .path("properties");
        assertThat(properties.path("incidentNumber").asInt()).isEqualTo(1);
        assertThat(properties.path("createdTimeUtc").asText()).startsWith("2026");
        assertThat(properties.path("additionalData").path("commentsCount").asInt()).isZero();
        assertThat(properties.path("labels").path(0).path("labelType").asText()).isEqualTo("User");
    }

    @Test
    void refusesAStaleEtag() {
        String first = json(client.put(client.incident(ID), body(""))).path("etag").toString();
        HttpResponse<String> second =
                client.put(client.incident(ID), "{\"etag\":" + first + ",\"properties\":" + properties("") + "}");
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(json(second).path("etag").toString()).isNotEqualTo(first);

        HttpResponse<String> third = client.put(
                client.incident(ID), "{\"etag\":" + first + ",\"properties\":" + properties("\"title\":\"x\"") + "}");
        assertThat(third.statusCode()).isEqualTo(409);
        assertThat(errorCode(third)).isEqualTo("Conflict");
        assertThat(errorMessage(third))
                .isEqualTo("Newer version of resource '" + ID + "' exists. Data was not saved");
        assertThat(json(client.get(client.incident(ID)))).isEqualTo(json(second));

        assertThat(client.put(client.incident(ID), body("")).statusCode())
                .as("without an etag the last writer wins")
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"title\":null                                            | 'Title' must have a non-empty value",
                "\"title\":\"\"                                            | 'Title' must have a non-empty value",
                "\"severity\":null                                         | severity must not be empty.",
                "\"status\":null                                           | status must not be empty.",
                "\"severity\":\"Critical\"                                 | severity 'Critical' is not valid",
                "\"status\":\"Open\"                                       | status 'Open' is not valid",
                "\"status\":\"Closed\"                                     | classification must not be empty",
                "\"status\":\"Closed\",\"classification\":\"Other\"        | classification 'Other' is not valid",
                "\"status\":\"Closed\",\"classification\":\"BenignPositive\" "
                        + "| classification 'BenignPositive' must have classificationReason.",
                "\"status\":\"Closed\",\"classification\":\"FalsePositive\" "
                        + "| classification 'FalsePositive' must have classificationReason.",
                "\"status\":\"Closed\",\"classification\":\"TruePositive\",\"classificationReason\":\"InaccurateData\" "
                        + "| classificationReason 'InaccurateData' is not valid",
                "\"status\":\"Closed\",\"classification\":\"Undetermined\",\"classificationReason\":\"InaccurateData\" "
                        + "| classificationReason 'InaccurateData' is not valid",
                "\"classificationReason\":\"InaccurateData\"               | must have a classification",
                "\"labels\":[{}]                                           | 'LabelName' must have a non-empty value",
                "\"labels\":\"a\"                                          | labels must be an array",
                "\"owner\":{\"objectId\":\"ana\"}                          | is not a GUID",
                "\"owner\":\"ana\"                                         | owner must be an object",
                "\"title\":5                                               | title must be a string",
                "\"lastActivityTimeUtc\":\"yesterday\"                     | is not a date-time"
            },
            quoteCharacter = '~')
    void refusesWhatIsNotValid(String change, String message) {
        HttpResponse<String> answer = client.put(client.incident(ID), body(change));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(errorMessage(answer)).contains(message);
        assertThat(client.get(client.incident(ID)).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"classification\":\"Undetermined\"",
                "\"classification\":\"TruePositive\"",
                "\"classification\":\"TruePositive\",\"classificationReason\":\"SuspiciousActivity\"",
                "\"classification\":\"BenignPositive\",\"classificationReason\":\"SuspiciousButExpected\"",
                "\"classification\":\"FalsePositive\",\"classificationReason\":\"IncorrectAlertLogic\"",
                "\"classification\":\"FalsePositive\",\"classificationReason\":\"InaccurateData\""
            })
    void closes(String classification) {
        assertThat(client.put(client.incident(ID), body("\"status\":\"Closed\"," + classification))
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void limitsTheDescription() {
        String just = "\"description\":\"" + "x".repeat(5_000) + "\"";
        assertThat(client.put(client.incident(ID), body(just)).statusCode()).isEqualTo(201);
        String over = "\"description\":\"" + "x".repeat(5_001) + "\"";
        assertThat(client.put(client.incident(ID), body(over)).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "5", "{}", "{\"properties\":null}", "{\"properties\":[]}"})
    void refusesWhatIsNoResource(String content) {
        HttpResponse<String> answer = client.put(client.incident(ID), content);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(errorCode(answer)).isEqualTo("InvalidRequestContent");
    }

    @ParameterizedTest
    @CsvSource({
        "text/plain, 415",
        "application/x-www-form-urlencoded, 415",
        "application/json; charset=utf-8, 201",
        "Application/JSON, 201"
    })
    void takesJsonOnly(String contentType, int status) {
        assertThat(client.send(client.authorized(client.incident(ID))
                                .header("Content-Type", contentType)
                                .PUT(BodyPublishers.ofString(body(""))))
                        .statusCode())
                .isEqualTo(status);
    }

    @Test
    void deletes() {
        client.put(client.incident(ID), body(""));
        assertThat(client.delete(client.incident(ID)).statusCode()).isEqualTo(200);
        assertThat(client.delete(client.incident(ID)).statusCode()).isEqualTo(204);
        assertThat(client.get(client.incident(ID)).statusCode()).isEqualTo(404);
    }

    @Test
    void aNameThatWasDeletedIsFreeForANewIncident() {
        client.put(client.incident(ID), body(""));
        client.put(client.comment(ID, "c"), "{\"properties\":{\"message\":\"m\"}}");
        client.delete(client.incident(ID));

        HttpResponse<String> anew = client.put(client.incident(ID), body(""));
        assertThat(anew.statusCode()).isEqualTo(201);
        assertThat(json(anew).path("properties").path("additionalData").path("commentsCount").asInt()).isZero();
        assertThat(client.get(client.comment(ID, "c")).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"alerts, value", "bookmarks, value", "entities, entities"})
    void hasNothingRelatedUntilItIsSeeded(String kind, String field) {
        client.put(client.incident(ID), body(""));
        String path = client.incidents() + "/" + ID + "/" + kind + SandboxClient.VERSION;
        assertThat(json(client.post(path)).path(field).isArray()).isTrue();
        assertThat(json(client.post(path)).path(field)).isEmpty();

        client.control("PATCH", "sentinel/incidents/" + ID, "{\"" + kind + "\":[{\"kind\":\"Host\"},{\"kind\":\"Host\"}]}");
        assertThat(json(client.post(path)).path(field)).hasSize(2);
        if (kind.equals("entities")) {
            assertThat(json(client.post(path)).path("metaData").toString())
                    .isEqualTo("[{\"entityKind\":\"Host\",\"count\":2}]");
        } else {
            assertThat(json(client.get(client.incident(ID)))
                            .path("properties")
                            .path("additionalData")
                            .path(kind + "Count")
                            .asInt())
                    .isEqualTo(2);
        }
        assertThat(client.post(path.replace(ID, "other")).statusCode()).isEqualTo(404);
    }
}
