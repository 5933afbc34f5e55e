package org.sentinelbridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sentinelbridge.sandbox.SandboxClient.body;
import static org.sentinelbridge.sandbox.SandboxClient.errorCode;
import static org.sentinelbridge.sandbox.SandboxClient.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultsTest {

    private SandboxClient client;

    @BeforeEach
    void start() {
        client = new SandboxClient();
        client.newToken();
    }

    @AfterEach
    void stop() {
        client.close();
    }

    @Test
    void answersWithAStatusInsteadOfDoingIt() {
        client.fault("{\"match\":{\"method\":\"PUT\",\"path\":\"incidents/[^/]+$\"},\"status\":503,"
                + "\"headers\":{\"Retry-After\":\"2\"},\"times\":2}");
        for (int i = 0; i < 2; i++) {
            HttpResponse<String> answer = put("a");
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).contains("2");
            assertThat(answer.headers().firstValue("x-ms-request-id")).isPresent();
            assertThat(errorCode(answer)).isEqualTo("ServiceUnavailable");
            assertThat(client.get(client.incident("a")).statusCode()).isEqualTo(404);
        }
        assertThat(put("a").statusCode()).isEqualTo(201);
        assertThat(client.state().path("sentinel").path("counts").path("Incidents_CreateOrUpdate").asInt())
                .as("disturbed requests are counted too")
                .isEqualTo(3);
    }

    @Test
    void answersWithABodyOfItsOwn() {
        client.fault("[{\"status\":400,\"body\":{\"error\":{\"code\":\"Odd\"}},\"times\":1},"
                + "{\"status\":502,\"body\":\"<html>\",\"headers\":{\"Content-Type\":\"text/html\"},\"times\":1},"
                + "{\"body\":\"\",\"times\":1}]");
        assertThat(errorCode(put("a"))).isEqualTo("Odd");
        HttpResponse<String> html = put("a");
        assertThat(html.body()).isEqualTo("<html>");
        assertThat(html.headers().allValues("Content-Type")).containsExactly("text/html");
        HttpResponse<String> empty = put("a");
        assertThat(empty.statusCode()).isEqualTo(201);
        assertThat(empty.body()).isEmpty();
    }

    @Test
    void changesHeadersOnly() {
        client.fault("{\"headers\":{\"Date\":\"Mon, 2 Nov 2026 07:00:00 GMT\"}}");
        HttpResponse<String> answer = put("a");
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().allValues("Date")).containsExactly("Mon, 2 Nov 2026 07:00:00 GMT");
    }

    @Test
    void commitsAndAnswersWithAnError() {
        client.fault("{\"match\":{\"method\":\"PUT\"},\"status\":500,\"commit\":true,\"times\":1}");
        assertThat(put("a").statusCode()).isEqualTo(500);
        assertThat(client.get(client.incident("a")).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"before, 404", "after, 200"})
    void cutsTheConnection(String when, int afterwards) {
        client.fault("{\"match\":{\"method\":\"PUT\"},\"cut\":\"" + when + "\"}");
        assertThatThrownBy(() -> client.sendOrFail(
                        asJson(client.authorized(client.incident("a"))).PUT(BodyPublishers.ofString(body("")))))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(HttpTimeoutException.class);
        assertThat(client.get(client.incident("a")).statusCode()).isEqualTo(afterwards);
    }

    @Test
    void hasDoneItWhenTheClientGivesUp() {
        client.fault("{\"match\":{\"method\":\"PUT\"},\"delay_ms\":60000,\"times\":1}");
        assertThatThrownBy(() -> client.sendOrFail(asJson(client.authorized(client.incident("a")))
                        .timeout(Duration.ofMillis(100))
                        .PUT(BodyPublishers.ofString(body("")))))
                .isInstanceOf(HttpTimeoutException.class);
        assertThat(put("a").statusCode()).isEqualTo(200);
    }

    @Test
    void delaysManyRequestsAtOnce() {
        client.fault("{\"latency_ms\":300}");
        long start = System.nanoTime();
        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            answers.add(client.http
                    .sendAsync(
                            asJson(client.authorized(client.incident("i" + i)))
                                    .PUT(BodyPublishers.ofString(body("")))
                                    .build(),
                            BodyHandlers.discarding())
                    .thenApply(HttpResponse::statusCode));
        }
        assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).isEqualTo(201));
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertThat(took).isBetween(Duration.ofMillis(300), Duration.ofSeconds(5));
    }

    @Test
    void dripsBytes() {
        put("a");
        client.fault("{\"drip_ms\":1,\"body\":\"0123456789\"}");
        long start = System.nanoTime();
        assertThat(client.get(client.incident("a")).body()).isEqualTo("0123456789");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(10));
    }

    @Test
    void disturbsTheTokenEndpoint() {
        client.fault("{\"match\":{\"path\":\"/oauth2/\"},\"status\":503,\"times\":1}");
        HttpResponse<String> answer = client.form(Map.of());
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(json(answer).path("error_description").asText()).startsWith("AADSTS90033");
    }

    @Test
    void revokesTokens() {
        client.fault("{\"revoke_tokens\":true}");
        HttpResponse<String> answer = put("a");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(errorCode(answer)).isEqualTo("InvalidAuthenticationToken");
        client.newToken();
        assertThat(put("a").statusCode()).isEqualTo(201);
    }

    @Test
    void hidesNewIncidentsForAWhile() {
        client.fault("{\"not_found_after_create_ms\":500}");
        put("a");
        assertThat(client.get(client.incident("a")).statusCode()).isEqualTo(404);
        assertThat(json(client.list(Map.of())).path("value")).isEmpty();
        assertThat(put("a").statusCode()).as("a write finds it").isEqualTo(200);
        client.clock.move(Duration.ofMillis(500));
        assertThat(client.get(client.incident("a")).statusCode()).isEqualTo(200);
    }

    @Test
    void listsAndClears() {
        client.fault("[{\"match\":{\"method\":\"DELETE\"},\"status\":500,\"times\":3},{\"latency_ms\":1},"
                + "{\"role\":false},{\"throttle\":true},{\"not_found_after_create_ms\":9}]");
        client.delete(client.incident("a"));
        JsonNode faults = json(client.control("GET", "faults", ""));
        assertThat(faults.path("faults")).hasSize(1);
        assertThat(faults.path("faults").path(0).path("times").asInt()).isEqualTo(2);
        assertThat(faults.path("faults").path(0).path("hits").asInt()).isEqualTo(1);
        assertThat(faults.path("role").asBoolean()).isFalse();
        assertThat(faults.path("throttle").asBoolean()).isTrue();
        assertThat(faults.path("latency_ms").asInt()).isEqualTo(1);
        assertThat(client.state().path("faults")).isEqualTo(faults.path("faults"));

        JsonNode cleared = json(client.control("DELETE", "faults", ""));
        assertThat(cleared.toString())
                .isEqualTo("{\"faults\":[],\"throttle\":false,\"role\":true,\"latency_ms\":0,"
                        + "\"not_found_after_create_ms\":0,\"ingestion_role\":true,\"rules_readable\":true,\"ingestion_limit_unpacked\":false,"
                        + "\"reject_rows_with\":null,\"throttle_limits\":{\"limit\":75,\"seconds\":300},\"elasticsearch\":{\"version\":\"9.4.3\",\"opensearch\":false,"
                        + "\"key\":\"valid\",\"missing_privileges\":[],\"max_content_length\":104857600,\"reject_items\":0,"
                        + "\"fail_items_with\":\"\"},\"kibana\":{\"version\":\"9.4.0\",\"license\":\"trial\",\"key\":\"valid\","
                        + "\"missing_privileges\":[],\"allowed_hosts\":[\"*\"],\"spaces\":[\"soc\"],\"response_timeout_ms\":60000,"
                        + "\"public_url\":\"\",\"auto_push\":false}}");
        assertThat(put("a").statusCode()).isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"state\":503}                        | Unknown field \"state\" of a fault. Known are: body, commit, cut",
                "{\"match\":{\"url\":\"x\"}}            | Known are: method, path",
                "{\"match\":{\"path\":\"(\"}}           | no regular expression",
                "{\"status\":\"503\"}                   | \"status\" must be a whole number",
                "{\"status\":99}                        | from 100 to 599",
                "{\"cut\":\"later\"}                    | \"cut\" must be",
                "{\"headers\":[]}                       | \"headers\" must be a JSON object",
                "{\"role\":\"no\"}                      | \"role\" must be true or false",
                "{}                                     | at least one field",
                "5                                      | must be a JSON object",
                "{                                      | not JSON",
                "[{\"status\":500},{\"times\":0}]       | \"times\" must be"
            })
    void refusesWhatItDoesNotUnderstand(String fault, String message) {
        HttpResponse<String> answer = client.control("POST", "faults", fault);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("message").asText()).contains(message);
        assertThat(client.state().path("faults")).as("all or nothing").isEmpty();
    }

    private static HttpRequest.Builder asJson(HttpRequest.Builder request) {
        return request.header("Content-Type", "application/json");
    }

    private HttpResponse<String> put(String name) {
        return client.put(client.incident(name), body(""));
    }
}
