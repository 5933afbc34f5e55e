package org.sentinelbridge.http.webhook;

import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;

/**
 * A request's stay in the bridge. What it takes up is given back when it has its answer, or its caller has gone, and its route has
 * ended as well: a caller who does not wait for his answers must not get more into memory than one who does. All methods are for
 * the event loop of the request.
 */
final class Stay {

    private static final String KEY = Stay.class.getName();

    private final List<Runnable> atEnd = new ArrayList<>();
    private boolean isAnswered;
    private boolean isInRoute;

    private Stay() {}

    static Stay begin(RoutingContext context) {
        var stay = new Stay();
        context.put(KEY, stay);
        context.addEndHandler(done -> {
            stay.isAnswered = true;
            stay.endIfOver();
        });
        return stay;
    }

    /** The stay of a request that {@linkplain #begin has begun}. */
    static Stay of(RoutingContext context) {
        return context.get(KEY);
    }

    /** Has something done at the end. */
    void atEnd(Runnable action) {
        atEnd.add(action);
    }

    void enterRoute() {
        isInRoute = true;
    }

    void leaveRoute() {
        isInRoute = false;
        endIfOver();
    }

    private void endIfOver() {
        if (isAnswered && !isInRoute) {
            atEnd.forEach(Runnable::run);
            atEnd.clear();
        }
    }
}
