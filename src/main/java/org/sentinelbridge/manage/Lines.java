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

    /** Whether the caller has gone; then nothing more is to be done for it. */
    boolean isGone() {
        return gone;
    }

    /** Returns when the line is on its way. Does nothing if the caller has gone. */
    void add(JsonNode line) throws InterruptedException {
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
        }
    }

    void end() {
        loop.runOnContext(now -> {
            if (!response.ended() && !response.closed()) {
                response.end();
            }
        });
    }
}
