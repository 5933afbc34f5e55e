package org.sentinelbridge.http.webhook;

import io.vertx.ext.web.RoutingContext;

/** The path by which Vert.x finds the route of a request: {@code /alerts/} and {@code /%61lerts} are {@code /alerts}. */
final class RoutePath {

    private RoutePath() {}

    static String of(RoutingContext context) {
        var path = path(context);
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static String path(RoutingContext context) {
        try {
            return context.normalizedPath();
        } catch (IllegalArgumentException e) {
            // a path that cannot be decoded has no route
            return context.request().path();
        }
    }
}
