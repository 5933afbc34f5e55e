package org.sentinelbridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sentinelbridge.sandbox.SandboxClient.body;
import static org.sentinelbridge.sandbox.SandboxClient.errorCode;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ThrottleTest {

    private SandboxClient client;

    @BeforeEach
    void start() {
        client = new SandboxClient(SandboxOptions.defaults().withThrottle(true));
    }

    @AfterEach
    void stop() {
        client.close();
    }

    @Test
    void admitsSoManyRequestsInFiveMinutes() {
        expectLimit(75, () -> client.put(client.incident("a"), body("")));
        expectLimit(75, () -> client.put(client.comment("a", "c"), "{\"properties\":{\"message\":\"m\"}}"));
        String path = client.incidents() + "/a/";
        expectLimit(100, () -> client.get(path + "comments" + SandboxClient.VERSION));
        expectLimit(100, () -> client.post(path + "alerts" + SandboxClient.VERSION));
    }

    @Test
    void doesNotLimitWhatMicrosoftDoesNotLimit() {
        for (int i = 0; i < 120; i++) {
            assertThat(client.get(client.incidents() + SandboxClient.VERSION).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void admitsAgainInTheNextWindow() {
        for (int i = 0; i < 75; i++) {
            client.put(client.incident("a"), body(""));
        }
        client.clock.move(Duration.ofSeconds(299).plusMillis(500));
        HttpResponse<String> early = client.put(client.incident("b"), body(""));
        assertThat(early.statusCode()).isEqualTo(429);
        assertThat(early.headers().firstValue("Retry-After")).contains("1");
        assertThat(client.get(client.incident("b")).statusCode()).as("was not processed").isEqualTo(404);

        client.clock.move(Duration.ofMillis(500));
        assertThat(client.put(client.incident("b"), body("")).statusCode()).isEqualTo(201);
    }

    @Test
    void canBeSwitched() {
        for (int i = 0; i < 76; i++) {
            client.put(client.incident("a"), body(""));
        }
        client.fault("{\"throttle\":false}");
        assertThat(client.put(client.incident("a"), body("")).statusCode()).isEqualTo(200);
        assertThat(client.state().path("throttle").asBoolean()).isFalse();
        client.fault("{\"throttle\":true}");
        expectLimit(75, () -> client.put(client.incident("a"), body("")));
    }

    @Test
    void canBeShorterForATestThatCannotWait() {
        client.fault("{\"throttle\":{\"limit\":2,\"seconds\":10}}");
        put("a");
        put("b");

        HttpResponse<String> refused = put("c");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).contains("10");
        assertThat(SandboxClient.json(client.control("GET", "faults", "")).path("throttle_limits").toString()).isEqualTo("{\"limit\":2,\"seconds\":10}");

        client.clock.move(Duration.ofSeconds(10));
        assertThat(put("c").statusCode()).isEqualTo(201);
    }

    @Test
    void aShorterOneEndsWithTheFaultsOfItsTest() {
        client.fault("{\"throttle\":{\"limit\":1}}");
        client.control("DELETE", "faults", "");
        assertThat(put("a").statusCode()).isEqualTo(201);
        assertThat(put("b").statusCode()).isEqualTo(201);
    }

    @Test
    void refusesLimitsThatAreNone() {
        assertThat(client.control("POST", "faults", "{\"throttle\":{\"limit\":0}}").statusCode()).isEqualTo(400);
        assertThat(client.control("POST", "faults", "{\"throttle\":{\"minutes\":5}}").statusCode()).isEqualTo(400);
        assertThat(client.control("POST", "faults", "{\"throttle\":5}").statusCode()).isEqualTo(400);
    }

    @Test
    void tellsHowManyItHasRefused() {
        client.fault("{\"throttle\":{\"limit\":2}}");
        for (int i = 0; i < 5; i++) {
            put("a");
        }

        assertThat(client.state().path("sentinel").path("counts").path("Incidents_CreateOrUpdate").asInt()).isEqualTo(5);
        assertThat(client.state().path("sentinel").path("throttled").toString()).isEqualTo("{\"Incidents_CreateOrUpdate\":3}");
    }

    private HttpResponse<String> put(String incident) {
        return client.put(client.incident(incident), body(""));
    }

    private static void expectLimit(int limit, Supplier<HttpResponse<String>> request) {
        for (int i = 0; i < limit; i++) {
            assertThat(request.get().statusCode()).isBetween(200, 201);
        }
        HttpResponse<String> answer = request.get();
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).contains("300");
        assertThat(errorCode(answer)).isEqualTo("TooManyRequests");
    }
}
