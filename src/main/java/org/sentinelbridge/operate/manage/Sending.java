package org.sentinelbridge.operate.manage;

import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An answer that is sent piece by piece out of a thread that may wait, no faster than its caller takes it. */
final class Sending {

    private static final long PATIENCE_SECONDS = 30;

    private final HttpServerResponse response;
    private final String type;
    private final Context loop;
    private volatile boolean gone;

    /** @param type of the content */
    Sending(RoutingContext context, String type) {
        this.response = context.response();
        this.type = type;
        this.loop = context.vertx().getOrCreateContext();
        response.closeHandler(closed -> gone = true);
    }

    /**
     * Sends a piece, and returns when it is on its way.
     *
     * @return false if the caller has gone, or the server is stopping; then nothing more is to be done
     */
    boolean add(Buffer piece) {
        var sent = Promise.<Void>promise();
        loop.runOnContext(now -> {
            if (gone || response.closed()) {
                sent.fail("gone");
                return;
            }
            begin();
            response.write(piece).onComplete(sent);
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
                begin(); // of an answer without a piece
                response.end();
            }
        });
    }

    private void begin() {
        if (!response.headWritten()) {
            response.setChunked(true).putHeader(HttpHeaders.CONTENT_TYPE, type);
        }
    }
}
