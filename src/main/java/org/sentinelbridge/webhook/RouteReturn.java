package org.sentinelbridge.webhook;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;

/**
 * While an edited route takes the place of its old version, nothing answers at its path for some milliseconds. A request
 * that comes just then waits for the route's return instead of being told that there is nothing.
 */
final class RouteReturn implements Handler<RoutingContext> {

    private static final String LOOKS = RouteReturn.class.getName();
    private static final int MOST_LOOKS = 500;
    private static final long LOOK_EVERY_MILLIS = 20;

    private final Set<String> paths;

    /** @param paths where there is, or was, a route */
    RouteReturn(Set<String> paths) {
        this.paths = paths;
    }

    @Override
    public void handle(RoutingContext context) {
        int looks = context.get(LOOKS) == null ? 0 : context.get(LOOKS);
        if (looks == MOST_LOOKS || !paths.contains(context.normalizedPath())) {
            JsonAnswers.send(context, 404);
            return;
        }
        context.put(LOOKS, looks + 1);
        context.request().pause();
        context.vertx().setTimer(LOOK_EVERY_MILLIS, timer -> context.reroute(context.request().method(), context.request().uri()));
    }
}
