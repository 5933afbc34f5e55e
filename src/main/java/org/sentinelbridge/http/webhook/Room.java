package org.sentinelbridge.http.webhook;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many requests of one kind may be inside at the same time, so that a flood of one keeps no other out, and the threads that
 * serve them.
 *
 * @param setting the one that says how many
 * @param whenFull the status of the answer to those for whom there is no room
 * @param keepsBroken whether a body that cannot be unpacked is handed to the route as it is, because its sender will not come
 *     again for ever
 * @param weight how many times the memory of its body a request takes while it is served
 */
record Room(
        int most, String setting, int whenFull, boolean keepsBroken, int weight, Executor workers, AtomicInteger inside) {

    private static final String KEY = Room.class.getName();

    Room(int most, String setting, int whenFull, boolean keepsBroken, int weight, Executor workers) {
        this(most, setting, whenFull, keepsBroken, weight, workers, new AtomicInteger());
    }

    /** The room that a request is in. */
    static Room of(RoutingContext context) {
        return context.get(KEY);
    }

    /** False if there is no room left. */
    boolean enter(RoutingContext context) {
        if (inside.incrementAndGet() > most) {
            inside.decrementAndGet();
            return false;
        }
        context.put(KEY, this);
        Stay.begin(context).atEnd(inside::decrementAndGet);
        return true;
    }

    /** Tells the caller to come again. Kibana takes nothing but a whole number for Retry-After. */
    void refuse(JsonAnswers answers, RoutingContext context, String message) {
        refuse(answers, context, message, 1);
    }

    /** @param seconds after which the caller is to come again */
    void refuse(JsonAnswers answers, RoutingContext context, String message, int seconds) {
        context.response().putHeader(HttpHeaders.RETRY_AFTER, String.valueOf(seconds));
        answers.send(context, whenFull, message);
    }
}
