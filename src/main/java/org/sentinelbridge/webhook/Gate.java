package org.sentinelbridge.webhook;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands before all routes and looks at nothing but the request's head: who has no key, who comes while the server is
 * stopping, and who would be one too many, goes no further. So no body of a stranger is ever read into memory.
 */
final class Gate implements Handler<RoutingContext> {

    private static final String INSIDE = Gate.class.getName();

    private final WebhookKey key;
    private final int most;
    private final String keepAlive;
    private final AtomicInteger inside = new AtomicInteger();
    private volatile boolean closed;

    /**
     * @param most how many requests may be inside at the same time
     * @param idleTimeout after which the server closes a connection on which nothing moves
     */
    Gate(WebhookKey key, int most, Duration idleTimeout) {
        this.key = key;
        this.most = most;
        // Node, which Kibana runs on, then does not send on a connection that is about to be closed.
        this.keepAlive = "timeout=" + Math.max(1, idleTimeout.toSeconds() - 2);
    }

    /** From now on every request is answered 503. */
    void close() {
        closed = true;
    }

    @Override
    public void handle(RoutingContext context) {
        var request = context.request();
        context.response().putHeader("Keep-Alive", keepAlive);
        var sig = Optional.ofNullable(request.getParam("sig")).orElse("");
        var apiKey = Optional.ofNullable(request.getHeader("X-Api-Key")).orElse("");
        var authorization = Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION)).orElse("");
        if (!key.isIn(sig, apiKey, authorization)) {
            context.response().putHeader("WWW-Authenticate", "Bearer, Basic realm=\"Sentinel Bridge\"");
            JsonAnswers.send(context, 401, "The webhook key is missing or wrong; give webhook.key as sig in the URL, as the"
                    + " header X-Api-Key, as Bearer token or as Basic password");
            return;
        }
        if (closed) {
            // a kept connection would be cut under its next request
            context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            refuse(context, "The bridge is stopping; try again");
            return;
        }
        if (context.get(INSIDE) != null) {
            context.next();
            return;
        }
        if (inside.incrementAndGet() > most) {
            inside.decrementAndGet();
            refuse(context, "The bridge is serving " + most + " requests already (webhook.max-concurrent); try again");
            return;
        }
        context.put(INSIDE, true);
        context.addEndHandler(done -> inside.decrementAndGet());
        context.next();
    }

    private static void refuse(RoutingContext context, String message) {
        context.response().putHeader(HttpHeaders.RETRY_AFTER, "1");
        JsonAnswers.send(context, 503, message);
    }
}
