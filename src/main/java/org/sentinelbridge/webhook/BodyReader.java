package org.sentinelbridge.webhook;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import java.time.Duration;

/**
 * Reads the body whole, up to a limit, as what it is: bytes. Kibana's webhook connector labels JSON as
 * {@code application/x-www-form-urlencoded} when no header is configured, and Vert.x's own body handler would take such a
 * body to pieces.
 */
final class BodyReader implements Handler<RoutingContext> {

    private static final String BYTES = "application/octet-stream";

    private final long most;
    private final Duration patience;

    /**
     * @param most bytes
     * @param patience within which the last byte must have come
     */
    BodyReader(long most, Duration patience) {
        this.most = most;
        this.patience = patience;
    }

    @Override
    public void handle(RoutingContext context) {
        var request = context.request();
        var announced = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (announced != null && Long.parseLong(announced) > most) {
            JsonAnswers.send(context, 413);
            return;
        }
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            context.response().writeContinue();
        }
        var body = Buffer.buffer();
        var timer = context.vertx().setTimer(patience.toMillis(), late -> {
            JsonAnswers.send(context, 408);
            request.connection().close();
        });
        context.addEndHandler(done -> context.vertx().cancelTimer(timer));
        request.handler(chunk -> {
            if (body.length() + chunk.length() <= most) {
                body.appendBuffer(chunk);
            } else if (!context.response().ended()) {
                JsonAnswers.send(context, 413);
            }
        });
        request.endHandler(end -> {
            context.vertx().cancelTimer(timer);
            if (!context.response().ended()) {
                request.headers().set(HttpHeaders.CONTENT_TYPE, BYTES);
                ((RoutingContextInternal) context).setBody(body);
                context.next();
            }
        });
        request.resume();
    }
}
