package org.sentinelbridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sentinelbridge.sandbox.SandboxClient.VERSION;
import static org.sentinelbridge.sandbox.SandboxClient.errorCode;
import static org.sentinelbridge.sandbox.SandboxClient.errorMessage;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ArmGateTest {

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
    void demandsAToken() {
        expectUnauthorized(client.send(client.request(client.incidents() + VERSION).GET()), "AuthenticationFailed");
        expectUnauthorized(withAuthorization("Basic abc"), "AuthenticationFailed");
    }

    @Test
    void demandsATokenThatWasIssued() {
        expectUnauthorized(withAuthorization("Bearer made.up.token"), "InvalidAuthenticationToken");
    }

    @Test
    void demandsATokenForItself() {
        String monitor = client.token("https://monitor.azure.com/.default");
        HttpResponse<String> answer = withAuthorization("Bearer " + monitor);
        expectUnauthorized(answer, "InvalidAuthenticationTokenAudience");
        assertThat(errorMessage(answer)).contains("'https://monitor.azure.com'");
    }

    @Test
    void demandsATokenThatHasNotExpired() {
        assertThat(client.get(client.incidents() + VERSION).statusCode()).isEqualTo(200);
        client.clock.move(Duration.ofSeconds(3598));
        assertThat(client.get(client.incidents() + VERSION).statusCode()).isEqualTo(200);
        client.clock.move(Duration.ofSeconds(1));
        expectUnauthorized(client.get(client.incidents() + VERSION), "ExpiredAuthenticationToken");
        client.newToken();
        assertThat(client.get(client.incidents() + VERSION).statusCode()).isEqualTo(200);
    }

    @Test
    void demandsAnApiVersion() {
        HttpResponse<String> missing = client.get(client.incidents());
        assertThat(missing.statusCode()).isEqualTo(400);
        assertThat(errorCode(missing)).isEqualTo("MissingApiVersionParameter");
        assertThat(errorCode(client.get(client.incidents() + "?api-version=latest")))
                .isEqualTo("InvalidApiVersionParameter");
        assertThat(client.get(client.incidents() + "?API-version=2025-10-01-preview").statusCode()).isEqualTo(200);
    }

    @Test
    void knowsOneSubscriptionGroupAndWorkspace() {
        expectNotFound(client.options.subscriptionId(), "SubscriptionNotFound");
        expectNotFound(client.options.resourceGroup(), "ResourceGroupNotFound");
        expectNotFound(client.options.workspaceName(), "ResourceNotFound");
        expectNotFound("Microsoft.SecurityInsights/incidents", "InvalidResourceType");
    }

    @Test
    void comparesPathsWithoutRegardToCase() {
        client.put(client.incident("abc-1"), SandboxClient.body(""));
        String path = client.incident("ABC-1").replace(VERSION, "");
        assertThat(client.get(path.toUpperCase(Locale.ROOT) + VERSION).statusCode()).isEqualTo(200);
        assertThat(client.get(path.toLowerCase(Locale.ROOT) + VERSION).statusCode()).isEqualTo(200);
    }

    @Test
    void refusesMethodsThatAResourceDoesNotHave() {
        HttpResponse<String> answer = client.put(client.incidents() + VERSION, "{}");
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(errorCode(answer)).isEqualTo("UnsupportedApiVersion");
        assertThat(errorMessage(answer)).endsWith("does not support HTTP method 'PUT'.");
        assertThat(client.get(client.incidents() + "/x/alerts" + VERSION).statusCode()).isEqualTo(405);
    }

    @Test
    void refusesEverythingWithoutARole() {
        client.fault("{\"role\":false}");
        HttpResponse<String> answer = client.put(client.incident("a"), SandboxClient.body(""));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(errorCode(answer)).isEqualTo("AuthorizationFailed");
        assertThat(errorMessage(answer)).contains("'Microsoft.SecurityInsights/incidents/write'");

        client.fault("{\"role\":true}");
        assertThat(client.put(client.incident("a"), SandboxClient.body("")).statusCode()).isEqualTo(201);
    }

    @Test
    void namesEachAnswer() {
        HttpResponse<String> answer = client.send(client.authorized(client.incidents() + VERSION)
                .header("x-ms-correlation-request-id", "c-1")
                .GET());
        assertThat(answer.headers().firstValue("x-ms-request-id")).isPresent();
        assertThat(answer.headers().firstValue("x-ms-correlation-request-id")).contains("c-1");
        assertThat(answer.headers().firstValue("Date")).contains("Mon, 2 Nov 2026 08:00:00 GMT");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json; charset=utf-8");

        HttpResponse<String> error = client.get(client.incident("none"));
        assertThat(error.headers().firstValue("x-ms-request-id"))
                .isPresent()
                .isEqualTo(error.headers().firstValue("x-ms-correlation-request-id"));
    }

    @Test
    void answersWhatIsAddressedToNobody() {
        HttpResponse<String> answer = client.send(client.request("/nowhere").GET());
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(SandboxClient.json(answer).path("message").asText()).contains("/_sandbox");
        assertThat(client.send(client.request("/").GET()).statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> withAuthorization(String header) {
        return client.send(client.request(client.incidents() + VERSION)
                .header("Authorization", header)
                .GET());
    }

    private void expectNotFound(String part, String code) {
        HttpResponse<String> answer = client.get((client.incidents() + VERSION).replace(part, "other"));
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(errorCode(answer)).isEqualTo(code);
    }

    private static void expectUnauthorized(HttpResponse<String> answer, String code) {
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(errorCode(answer)).isEqualTo(code);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElse(""))
                .startsWith("Bearer authorization_uri=\"https://");
    }
}
