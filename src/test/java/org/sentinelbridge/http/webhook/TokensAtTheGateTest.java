package org.sentinelbridge.http.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.Reader;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.http.oauth.TokenIssuer;

/** The server without a route: who is let in is answered 404. */
class TokensAtTheGateTest {

    private static final String KEY = "a-key-that-nobody-guesses";
    private static final int STRANGERS = 100;

    private final TokenIssuer issuer = new TokenIssuer();
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Optional<WebhookServer> server = Optional.empty();
    private String url = "";

    @BeforeEach
    void settle() throws IOException {
        try (var socket = new ServerSocket(0)) {
            url = "http://127.0.0.1:" + socket.getLocalPort();
        }
    }

    @AfterEach
    void stop() {
        server.ifPresent(WebhookServer::close);
        issuer.close();
    }

    @Test
    void theTokenOrTheKeyLetsIn() throws Exception {
        start();
        assertThat(call(issuer.token(issuer.claims(Instant.now()))).statusCode()).isEqualTo(404);
        assertThat(call(KEY).statusCode()).isEqualTo(404);

        var expired = call(issuer.token(issuer.claims(Instant.now()).expirationTime(Date.from(Instant.EPOCH))));
        assertThat(expired.statusCode()).isEqualTo(401);
        assertThat(expired.body()).contains("has expired");
        assertThat(expired.headers().firstValue("WWW-Authenticate")).isPresent();
        assertThat(call(issuer.token(issuer.claims(Instant.now()).audience("other"))).statusCode()).isEqualTo(401);
        assertThat(call(issuer.token(issuer.claims(Instant.now()).issuer("https://other.example"))).statusCode()).isEqualTo(401);
        var long20 = call("eyJ.eyJ." + "x".repeat(20_000));
        assertThat(long20.statusCode()).isEqualTo(401);
        assertThat(long20.body()).contains("longer than 16384");
    }

    @Test
    void withoutAnIssuerThatCanBeReachedTheKeyIsTaken() throws Exception {
        issuer.down(true);
        start();

        var answer = call(issuer.token(issuer.claims(Instant.now())));

        assertThat(answer.statusCode()).as("Kibana tries alerts that are answered 429 again").isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).contains("30");
        assertThat(call(KEY).statusCode()).isEqualTo(404);
    }

    @Test
    void whoWaitsForTheKeysOfTheIssuerHoldsUpNobody() throws Exception {
        var latch = new CountDownLatch(1);
        issuer.holdBack(latch);
        start();
        var waiting = new ArrayList<CompletableFuture<HttpResponse<String>>>();
        for (var count = 0; count < 10; count++) {
            waiting.add(http.sendAsync(request(issuer.token(issuer.claims(Instant.now()))), BodyHandlers.ofString()));
        }
        await().until(() -> issuer.fetches() == 1);

        assertThat(call(KEY).statusCode()).isEqualTo(404);
        assertThat(waiting).noneMatch(CompletableFuture::isDone);
        latch.countDown();

        assertThat(waiting).allSatisfy(answer -> assertThat(answer.get().statusCode()).isEqualTo(404));
    }

    @Test
    void aHundredStrangersDoNotMakeTheBridgeAsk() throws Exception {
        start();
        await().until(() -> call(issuer.token(issuer.claims(Instant.now()))).statusCode() == 404);
        var answers = new ArrayList<CompletableFuture<Integer>>();
        for (var count = 0; count < STRANGERS; count++) {
            var token = issuer.strange(Instant.now(), "kid-" + count);
            answers.add(http.sendAsync(request(token), BodyHandlers.discarding()).handle((answer, failure) -> answer == null ? 0 : answer.statusCode()));
            if (count % 32 == 31) {
                answers.forEach(CompletableFuture::join);
            }
        }

        assertThat(answers).noneMatch(answer -> answer.join() == 404);
        assertThat(issuer.fetches()).isBetween(1, 4);
        assertThat(call(issuer.token(issuer.claims(Instant.now()))).statusCode()).isEqualTo(404);
    }

    private void start() throws IOException {
        var known = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of("application.properties"))) {
            known.load(reader);
        }
        known.setProperty("webhook.port", String.valueOf(URI.create(url).getPort()));
        known.setProperty("webhook.key", KEY);
        known.setProperty("webhook.oauth.issuer", issuer.url());
        known.setProperty("webhook.oauth.audience", TokenIssuer.AUDIENCE);
        known.setProperty("webhook.oauth.client-ids", TokenIssuer.CLIENT);
        var settings = new Settings(name -> Optional.ofNullable(known.getProperty(name)).filter(value -> !value.isEmpty()));
        var started = new WebhookServer(settings, (path, run, status, message) -> {});
        server = Optional.of(started);
        started.open();
        started.listen();
    }

    private HttpResponse<String> call(String bearer) throws IOException, InterruptedException {
        return http.send(request(bearer), BodyHandlers.ofString());
    }

    private HttpRequest request(String bearer) {
        return HttpRequest.newBuilder(URI.create(url + "/alerts"))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + bearer)
                .POST(BodyPublishers.ofString("{}"))
                .build();
    }
}
