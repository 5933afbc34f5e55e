package org.sentinelbridge.http.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sentinelbridge.base.settings.Settings;

/** What those may hold who have not shown a key, and for how long; and which requests are no requests. */
class ListenerTest {

    private static final Duration IDLE = Duration.ofSeconds(2);
    private static final String KEYED = "GET / HTTP/1.1\r\nHost: b\r\nX-Api-Key: right\r\n\r\n";
    private static final String KEYLESS = "GET / HTTP/1.1\r\nHost: b\r\n\r\n";
    private static final String SLOW_HEAD = "GET / HTTP/1.1\r\nHost: b\r\nX-Slow: ";

    private final WrongKeys wrongKeys = new WrongKeys();
    private final List<Line> lines = new ArrayList<>();
    private Vertx vertx;
    private int port;

    @BeforeEach
    void start() {
        var settings = Map.of("host", "127.0.0.1", "port", "0", "plain", "false");
        var names = new Listener.Names("test", "host", "port", "certificate", "key", "ca", "plain");
        var listener = new Listener(new Settings(name -> Optional.ofNullable(settings.get(name))), names, 0, IDLE);
        vertx = listener.newVertx(new VertxOptions().setEventLoopPoolSize(2));
        listener.listen(vertx, this::answer, request -> request.response().setStatusCode(400).end());
        port = URI.create(listener.url()).getPort();
    }

    private void answer(HttpServerRequest request) {
        if ("right".equals(request.getHeader("X-Api-Key"))) {
            wrongKeys.passed(request);
            request.response().end("yes");
        } else {
            wrongKeys.refuse(vertx, request, () -> request.response().setStatusCode(401).end("no"));
        }
    }

    @AfterEach
    void stop() {
        lines.forEach(Line::close);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    static Stream<String> ambiguous() {
        return Stream.of(
                "POST / HTTP/1.1\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: b\r\nHost: b\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: b\r\nhost: c\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: b\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: b\r\nTransfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: b\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: b\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.0\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
    }

    @ParameterizedTest
    @MethodSource("ambiguous")
    void whatOthersCouldTakeForAnotherRequestIsNone(String head) {
        var answers = line().send(head.replaceFirst("\r\n", "\r\nX-Api-Key: right\r\n") + KEYED).awaitClose();
        assertThat(answers).matches("(?s)HTTP/1.[01] 400 .*").containsOnlyOnce("HTTP/1.").doesNotContain("yes");
    }

    @Test
    void anOldClientNeedNotSayTheHost() {
        assertThat(line().send("GET / HTTP/1.0\r\nX-Api-Key: right\r\n\r\n").awaitClose()).contains(" 200 ");
    }

    @Test
    void aLengthBesideACodingEndsTheConnectionWithTheAnswer() {
        var both = "POST / HTTP/1.1\r\nHost: b\r\nX-Api-Key: right\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n";
        assertThat(line().send(both + KEYED).awaitClose()).containsOnlyOnce("HTTP/1.1 200").containsIgnoringCase("connection: close");
        var chunked = both.replace("Content-Length: 6\r\n", "");
        var kept = line().send(chunked + KEYED);
        await().untilAsserted(() -> assertThat(kept.received().split("HTTP/1.1 200", -1)).hasSize(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", KEYED, KEYLESS})
    void aHeadThatDoesNotEndEndsTheConnection(String before) {
        var slow = line().send(before);
        if (!before.isEmpty()) {
            slow.awaitAnswer();
        }
        slow.send(SLOW_HEAD).drip(IDLE.plusSeconds(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "X-Api-Key: right\r\n"})
    void aBodyThatDoesNotEndEndsTheConnectionAfterTheAnswer(String key) {
        var slow = line().send("POST / HTTP/1.1\r\nHost: b\r\n" + key + "Content-Length: 100000\r\n\r\n");
        assertThat(slow.awaitAnswer()).contains(key.isEmpty() ? " 401 " : " 200 ");
        slow.drip(Duration.ofSeconds(8));
    }

    @Test
    void aCrowdKeepsNobodyOutWhoHasTheKey() {
        var kept = line().send(KEYED);
        assertThat(kept.awaitAnswer()).contains(" 200 ");
        var crowd = IntStream.range(0, 3 * (Guests.SEATS + Guests.STANDING)).mapToObj(i -> line().send(SLOW_HEAD)).toList();
        var late = line().send(KEYED);
        assertThat(late.awaitAnswer()).as("somebody new").contains(" 200 ");
        assertThat(line().send(KEYLESS).awaitAnswer()).as("a probe").contains(" 401 ");
        assertThat(line("127.0.0.2").send(SLOW_HEAD).isClosed()).as("from elsewhere").isFalse();
        await().untilAsserted(() -> assertThat(crowd.stream().filter(one -> !one.isClosed()).count())
                .isLessThanOrEqualTo(Guests.SEATS_OF_NETWORK + Guests.STANDING_OF_NETWORK));
        await().during(Duration.ZERO).atMost(Duration.ofSeconds(6))
                .untilAsserted(() -> assertThat(crowd).allMatch(Line::isClosed));
        assertThat(late.isClosed()).isFalse();
    }

    @Test
    void theFirstKeepTheirSeatsAndTheNewestMustHurry() {
        var crowd = IntStream.range(0, Guests.SEATS_OF_NETWORK + 10).mapToObj(i -> line().send(SLOW_HEAD)).toList();
        var newest = crowd.subList(Guests.SEATS_OF_NETWORK, crowd.size());
        await().atMost(Duration.ofMillis(1_900)).until(() -> newest.stream().allMatch(Line::isClosed));
        assertThat(crowd.subList(0, Guests.SEATS_OF_NETWORK)).noneMatch(Line::isClosed);
    }

    @Test
    void unfinishedHeadsHaveALimitTogether() {
        var much = SLOW_HEAD + "x".repeat(31 * 1024);
        var crowd = IntStream.range(0, 40).mapToObj(i -> line().send(much)).toList();
        await().atMost(Duration.ofMillis(1_500)).untilAsserted(() -> assertThat(crowd.stream().filter(one -> !one.isClosed()).count())
                .isLessThanOrEqualTo(Heads.MOST_BYTES / 2 / (31 * 1024)));
        assertThat(crowd.get(crowd.size() - 1).send("\r\n\r\n").awaitAnswer()).as("the newest").contains(" 401 ");
    }

    /** The time of the others' answers shows that these waited. */
    @Test
    void guessingKeysIsSlow() {
        var since = System.nanoTime();
        IntStream.range(0, WrongKeys.BURST).forEach(i -> assertThat(line().send(KEYLESS).awaitAnswer()).contains(" 401 "));
        var braked = line().send(KEYLESS);
        assertThat(braked.awaitClose()).contains(" 401 ");
        assertThat(Duration.ofNanos(System.nanoTime() - since)).isGreaterThanOrEqualTo(Duration.ofMillis(WrongKeys.MILLIS_EACH));
        assertThat(line().send(KEYED).awaitAnswer()).contains(" 200 ");
    }

    private Line line() {
        return line("127.0.0.1");
    }

    private Line line(String from) {
        var line = new Line(port, from);
        lines.add(line);
        return line;
    }
}
