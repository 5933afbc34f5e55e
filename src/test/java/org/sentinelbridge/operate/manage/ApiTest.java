package org.sentinelbridge.operate.manage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ApiTest {

    private static final Duration PATIENCE = Duration.ofMillis(500);

    /** One byte now and then keeps a connection from being idle. */
    @Test
    void aBodyThatComesTooSlowlyIsToldSoAndTheConnectionEnds() throws Exception {
        var vertx = Vertx.vertx();
        try (var workers = new Workers()) {
            var router = Router.router(vertx);
            Answers.install(router);
            new Api(router, workers, 1_000, PATIENCE).post("/", call -> JsonNodeFactory.instance.objectNode());
            var port = vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1").toCompletionStage()
                    .toCompletableFuture().get(10, TimeUnit.SECONDS).actualPort();
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                var out = socket.getOutputStream();
                out.write("POST / HTTP/1.1\r\nHost: b\r\nContent-Length: 900\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
                await().atMost(Duration.ofSeconds(5)).pollInterval(Duration.ofMillis(50)).until(() -> {
                    if (socket.getInputStream().available() > 0) {
                        return true;
                    }
                    out.write('x');
                    return false;
                });
                socket.setSoTimeout(5_000);
                assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                        .startsWith("HTTP/1.1 408 ").contains("too slowly");
            }
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }
}
