package org.sentinelbridge.manage;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An answer of one JSON object a line ({@code application/x-ndjson}), each sent at once. */
final class Lines {

    private static final long PATIENCE_SECONDS = 30;

    private final HttpServerResponse response;
    private final Context loop;
    private volatile boolean gone;

    Lines(RoutingContext context) {
        this.response = context.response();
        this.loop = context.vertx().getOrCreateContext();
        response.closeHandler(closed -> gone = true);
    }

    /**
     * Sends a line, and returns when it is on its way.
     *
     * @return false if the caller has gone, or the server is stopping; then nothing more is to be done
     */
    boolean add(JsonNode line) {
        var sent = Promise.<Void>promise();
        loop.runOnContext(now -> {
            if (gone || response.closed()) {
                sent.fail("gone");
                return;
            }
            if (!response.headWritten()) {
                response.setChunked(true).putHeader(HttpHeaders.CONTENT_TYPE, "application/x-ndjson");
            }
            response.write(line + "\n").onComplete(sent);
        });
        try {
            sent.future().toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            gone = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            gone = true;
        }
        return !gone;
    }

    void end() {
        loop.runOnContext(now -> {
            if (!response.ended() && !response.closed()) {
                response.end();
            }
        });
    }
}
