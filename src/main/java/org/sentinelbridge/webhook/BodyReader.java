package org.sentinelbridge.webhook;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;

/**
 * Reads the body whole, up to a limit, as what it is: bytes. Kibana's webhook connector labels JSON as
 * {@code application/x-www-form-urlencoded} when no header is configured, and Vert.x's own body handler would take such a
 * body to pieces.
 */
final class BodyReader implements Handler<RoutingContext> {

    private static final String BYTES = "application/octet-stream";

    private final long most;

    /** @param most bytes */
    BodyReader(long most) {
        this.most = most;
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
        request.handler(chunk -> {
            if (body.length() + chunk.length() <= most) {
                body.appendBuffer(chunk);
            } else if (!context.response().ended()) {
                JsonAnswers.send(context, 413);
            }
        });
        request.endHandler(end -> {
            if (!context.response().ended()) {
                request.headers().set(HttpHeaders.CONTENT_TYPE, BYTES);
                ((RoutingContextInternal) context).setBody(body);
                context.next();
            }
        });
        request.resume();
    }
}
