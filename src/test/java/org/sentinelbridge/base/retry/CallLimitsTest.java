package org.sentinelbridge.base.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.RequestFailedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers are read whole, but not without a limit. */
class CallLimitsTest {

    private final CallLimits limits = new CallLimits(Duration.ofMinutes(1));
    private HttpServer server;
    private CloseableHttpClient client;
    private volatile int size;
    private volatile boolean isAnnounced;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", call -> {
            var answer = new byte[size];
            Arrays.fill(answer, (byte) 'x');
            call.sendResponseHeaders(200, isAnnounced ? size : 0);
            try (var out = call.getResponseBody()) {
                out.write(answer);
            }
        });
        server.start();
        var builder = HttpClientBuilder.create();
        limits.configureHttpClient(builder);
        client = builder.build();
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.stop(0);
        limits.close();
    }

    @ParameterizedTest
    @CsvSource({"1, true", "1, false", "100000, true", "100000, false"})
    void anAnswerWithinTheLimitIsReadWhole(int bytes, boolean announced) throws IOException {
        assertThat(length(bytes, announced)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void theLongestAnswer(boolean announced) throws IOException {
        assertThat(length(CallLimits.MOST_BYTES, announced)).isEqualTo(CallLimits.MOST_BYTES);
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void aLongerOneIsAFailureThatSaysTheLimit(boolean announced) throws IOException {
        assertThatThrownBy(() -> length(CallLimits.MOST_BYTES + 1, announced))
                .isInstanceOf(IOException.class)
                .hasMessage("The answer has more than 12582912 bytes");
        assertThat(length(10, announced)).isEqualTo(10);
    }

    @Test
    void noConnectionIsLostToThem() throws IOException {
        for (var i = 0; i < 20; i++) {
            assertThatThrownBy(() -> length(CallLimits.MOST_BYTES + 1, true)).isInstanceOf(IOException.class);
        }
        assertThat(length(10, true)).isEqualTo(10);
    }

    static Stream<Exception> whatACancelledCallEndsWith() {
        return Stream.of(
                new IllegalStateException("Endpoint not acquired / already released"),
                new RequestFailedException("Request aborted"),
                new SocketException("Socket closed"),
                new HttpException("The answer is cut off"),
                new CancellationException(),
                new NullPointerException());
    }

    /** What HttpClient says depends on the step that it was at, such as just before it has its connection. */
    @ParameterizedTest
    @MethodSource("whatACancelledCallEndsWith")
    void aCallThatEndsTooLateIsATimeoutWhateverHttpClientSays(Exception end) throws IOException {
        try (var brief = new CallLimits(Duration.ofMillis(50))) {
            var builder = HttpClientBuilder.create();
            brief.configureHttpClient(builder);
            builder.addExecInterceptorLast("cancelled", (request, scope, chain) -> {
                await().until(((HttpGet) scope.originalRequest)::isCancelled);
                if (end instanceof IOException failure) {
                    throw failure;
                } else if (end instanceof HttpException failure) {
                    throw failure;
                }
                throw (RuntimeException) end;
            });
            try (var late = builder.build()) {
                assertThatThrownBy(() -> late.execute(new HttpGet("http://127.0.0.1:" + server.getAddress().getPort()), answer -> null))
                        .isInstanceOf(InterruptedIOException.class).hasMessage("No complete answer within 50 ms");
            }
        }
    }

    private int length(int bytes, boolean announced) throws IOException {
        size = bytes;
        isAnnounced = announced;
        return client.execute(
                new HttpGet("http://127.0.0.1:" + server.getAddress().getPort() + "/"),
                answer -> EntityUtils.toByteArray(answer.getEntity()).length);
    }
}
