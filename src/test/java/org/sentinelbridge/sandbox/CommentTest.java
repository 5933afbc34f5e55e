package org.sentinelbridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sentinelbridge.sandbox.SandboxClient.body;
import static org.sentinelbridge.sandbox.SandboxClient.errorCode;
import static org.sentinelbridge.sandbox.SandboxClient.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommentTest {

    private static final String INCIDENT = "73e01a99-5cd7-4139-a149-9f2736ff2ab5";

    private SandboxClient client;
    private JsonNode incident;

    @BeforeEach
    void start() {
        client = new SandboxClient();
        incident = json(client.put(client.incident(INCIDENT), body("")));
        client.clock.move(Duration.ofSeconds(10));
    }

    @AfterEach
    void stop() {
        client.close();
    }

    @Test
    void addsAComment() {
        HttpResponse<String> created = comment("c1", "hello");

        assertThat(created.statusCode()).isEqualTo(201);
        JsonNode comment = json(created);
        assertThat(comment.path("id").asText()).isEqualTo(incident.path("id").asText() + "/Comments/c1");
        assertThat(comment.path("type").asText()).isEqualTo("Microsoft.SecurityInsights/Incidents/Comments");
        assertThat(comment.path("etag").asText()).isNotEmpty().doesNotContain("\"");
        assertThat(comment.path("properties").path("message").asText()).isEqualTo("hello");
        assertThat(comment.path("properties").path("author").path("objectId").asText()).hasSize(36);
        assertThat(json(client.get(client.comment(INCIDENT, "c1")))).isEqualTo(comment);
        assertThat(json(list()).path("value").path(0)).isEqualTo(comment);
    }

    @Test
    void changesTheIncidentToo() {
        comment("c1", "hello");

        JsonNode changed = json(client.get(client.incident(INCIDENT)));
        assertThat(changed.path("etag")).isNotEqualTo(incident.path("etag"));
        assertThat(changed.path("properties").path("lastModifiedTimeUtc").asText())
                .isEqualTo("2026-11-02T08:00:10.1234567Z");
        assertThat(commentsCount()).isEqualTo(1);
        HttpResponse<String> stale = client.put(
                client.incident(INCIDENT),
                "{\"etag\":" + incident.path("etag") + ",\"properties\":" + SandboxClient.properties("") + "}");
        assertThat(stale.statusCode()).isEqualTo(409);
    }

    @Test
    void repeatsWithoutDoubling() {
        comment("c1", "hello");
        client.clock.move(Duration.ofSeconds(10));
        HttpResponse<String> repeated = comment("C1", "hello again");

        assertThat(repeated.statusCode()).isEqualTo(200);
        JsonNode properties = json(repeated).path("properties");
        assertThat(properties.path("message").asText()).isEqualTo("hello again");
        assertThat(properties.path("createdTimeUtc").asText()).isEqualTo("2026-11-02T08:00:10.1234567Z");
        assertThat(properties.path("lastModifiedTimeUtc").asText()).isEqualTo("2026-11-02T08:00:20.1234567Z");
        assertThat(commentsCount()).isEqualTo(1);
    }

    @Test
    void refusesAStaleEtag() {
        String etag = json(comment("c1", "hello")).path("etag").toString();
        comment("c1", "hello again");
        HttpResponse<String> stale = client.put(
                client.comment(INCIDENT, "c1"), "{\"etag\":" + etag + ",\"properties\":{\"message\":\"old\"}}");
        assertThat(stale.statusCode()).isEqualTo(409);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"properties\":{}}", "{\"properties\":{\"message\":\"\"}}", "{\"message\":\"m\"}", "x"})
    void needsAMessage(String content) {
        assertThat(client.put(client.comment(INCIDENT, "c1"), content).statusCode()).isEqualTo(400);
        assertThat(commentsCount()).isZero();
    }

    @Test
    void limitsTheMessage() {
        assertThat(comment("c1", "x".repeat(30_000)).statusCode()).isEqualTo(201);
        assertThat(comment("c2", "x".repeat(30_001)).statusCode()).isEqualTo(400);
    }

    @Test
    void limitsTheNumberOfComments() {
        for (int i = 1; i <= 100; i++) {
            assertThat(comment("c" + i, "m").statusCode()).isEqualTo(201);
        }
        assertThat(comment("c101", "m").statusCode()).isEqualTo(400);
        assertThat(comment("c100", "changed").statusCode()).isEqualTo(200);
        assertThat(json(list()).path("value")).hasSize(50);
        assertThat(json(list()).path("nextLink").asText()).contains("$skipToken=");
    }

    @Test
    void deletesAComment() {
        comment("c1", "hello");
        assertThat(client.delete(client.comment(INCIDENT, "c1")).statusCode()).isEqualTo(200);
        assertThat(client.delete(client.comment(INCIDENT, "c1")).statusCode()).isEqualTo(204);
        assertThat(client.get(client.comment(INCIDENT, "c1")).statusCode()).isEqualTo(404);
        assertThat(commentsCount()).isZero();
    }

    @Test
    void needsAnIncident() {
        HttpResponse<String> answer =
                client.put(client.comment("other", "c1"), "{\"properties\":{\"message\":\"m\"}}");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(errorCode(answer)).isEqualTo("NotFound");
        assertThat(client.get(client.comment("other", "c1")).statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> comment(String name, String message) {
        return client.put(client.comment(INCIDENT, name), "{\"properties\":{\"message\":\"" + message + "\"}}");
    }

    private HttpResponse<String> list() {
        return client.get(client.incidents() + "/" + INCIDENT + "/comments" + SandboxClient.VERSION);
    }

    private int commentsCount() {
        return json(client.get(client.incident(INCIDENT)))
                .path("properties")
                .path("additionalData")
                .path("commentsCount")
                .asInt();
    }
}
