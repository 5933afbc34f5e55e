package org.sentinelbridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sentinelbridge.sandbox.SandboxClient.ARM_SCOPE;
import static org.sentinelbridge.sandbox.SandboxClient.errorCode;
import static org.sentinelbridge.sandbox.SandboxClient.errorMessage;
import static org.sentinelbridge.sandbox.Upload.VERSION;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IngestionGateTest {

    private SandboxClient client;
    private Upload upload;

    @BeforeEach
    void start() {
        client = new SandboxClient();
        upload = new Upload(client);
    }

    @AfterEach
    void stop() {
        client.close();
    }

    @Test
    void demandsItsToken() {
        HttpRequest.Builder without = client.request(upload.path() + VERSION);
        expectError(client.send(without.POST(BodyPublishers.ofString("[]"))), 401, "AuthenticationFailed");
        expectError(withToken("made.up.token"), 401, "InvalidAuthenticationToken");
        expectError(withToken(client.token(ARM_SCOPE)), 401, "InvalidAuthenticationTokenAudience");

        String token = client.token(Upload.SCOPE);
        assertThat(withToken(token).statusCode()).isEqualTo(204);
        client.clock.move(Duration.ofHours(1));
        expectError(withToken(token), 401, "ExpiredAuthenticationToken");
    }

    @Test
    void knowsOneRuleAndOneStream() {
        expectError(upload.to(upload.path().replace("dcr-", "dcr-0") + VERSION), 404, "NotFound");
        expectError(upload.to(upload.path().replace("/streams", "") + VERSION), 404, "NotFound");
        expectError(upload.to(upload.path().replace("Custom-", "Other-") + VERSION), 400, "InvalidStream");
        expectError(client.send(upload.authorized(upload.path() + VERSION).GET()), 405, "MethodNotAllowed");
    }

    @Test
    void demandsAnApiVersion() {
        expectError(upload.to(upload.path()), 400, "MissingApiVersionParameter");
        expectError(upload.to(upload.path() + "?api-version=2016-04-01"), 400, "InvalidApiVersionParameter");
    }

    @Test
    void refusesEverythingWithoutARole() {
        client.fault("{\"ingestion_role\":false}");
        HttpResponse<String> answer = upload.rows("[]");
        expectError(answer, 403, "OperationFailed");
        assertThat(errorMessage(answer))
                .contains("does not have access to ingest data for the data collection rule with immutable Id '"
                        + client.options.logAnalytics().dcrImmutableId() + "'")
                .contains("AccessGranted: False, IsRbacPresent: False");

        client.fault("{\"ingestion_role\":true}");
        assertThat(upload.rows("[]").statusCode()).isEqualTo(204);
    }

    @Test
    void hasFaultsInItsOwnShape() {
        client.fault("{\"match\":{\"path\":\"dataCollectionRules/.+\"},\"status\":503,\"times\":1}");
        expectError(upload.rows("[{}]"), 503, "ServiceUnavailable");
        client.fault("{\"match\":{\"path\":\"dataCollectionRules/.+\"},\"status\":500,\"commit\":true,\"times\":1}");
        expectError(upload.rows("[{}]"), 500, "InternalServerError");
        client.fault("{\"match\":{\"path\":\"dataCollectionRules/.+\"},\"cut\":\"after\",\"times\":1}");
        assertThat(catchCut()).isTrue();

        assertThat(upload.logs().path("requests").asInt()).isGreaterThanOrEqualTo(3);
        assertThat(upload.logs().path("answers").toString()).isEqualTo("{\"500\":1,\"503\":1}");
        assertThat(upload.table().path("rows").asInt()).isEqualTo(2);
    }

    @Test
    void admitsTwelveThousandRequestsAMinute() {
        MovableClock clock = client.clock;
        Throttle throttle = new Throttle(clock);
        for (int i = 0; i < 12_000; i++) {
            assertThat(throttle.admitUpload()).isEmpty();
        }
        clock.move(Duration.ofMillis(20_500));
        assertThat(throttle.admitUpload()).hasValue(40);
        clock.move(Duration.ofMillis(39_500));
        assertThat(throttle.admitUpload()).isEmpty();
    }

    @Test
    void tellsWhenToComeAgain() {
        SandboxOptions options = SandboxOptions.defaults();
        Throttle throttle = new Throttle(Clock.systemUTC());
        TokenStore tokens = new TokenStore(client.clock, options);
        Switches switches = new Switches(true);
        IngestionGate gate = new IngestionGate(
                options, new TokenGate(options, tokens, client.clock, Audience.MONITOR), switches, throttle);
        Request request = IngestionRequests.empty(
                upload.path(), tokens.issue("https://monitor.azure.com", Audience.MONITOR, ""));
        for (int i = 0; i < 12_000; i++) {
            gate.check(request);
        }
        assertThat(IngestionRequests.refusal(gate, request)).satisfies(answer -> {
            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.headers().get("Retry-After")).matches("[1-9]\\d?");
        });

        switches.throttle(false);
        gate.check(request);
    }

    private boolean catchCut() {
        try {
            client.sendOrFail(upload.authorized(upload.path() + VERSION)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("[{}]")));
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private HttpResponse<String> withToken(String token) {
        return client.send(client.request(upload.path() + VERSION)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("[]")));
    }

    private static void expectError(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(errorCode(answer)).isEqualTo(code);
        assertThat(answer.headers().firstValue("x-ms-error-code")).contains(code);
        assertThat(answer.headers().firstValue("x-ms-request-id")).isPresent();
    }
}
