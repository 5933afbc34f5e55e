package org.sentinelbridge.webhook;

import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConsumer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpEngine;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;

/**
 * A route's end of the server. While an edited route takes the place of its old version, the old one is suspended until its
 * requests are done, and Camel 4.17 would answer what comes meanwhile with 503 and an empty body. Here it waits and is
 * served by the route that comes.
 */
final class PatientConsumer extends VertxPlatformHttpConsumer {

    private static final int MOST_LOOKS = 500;
    private static final long LOOK_EVERY_MILLIS = 20;

    private final Map<String, PatientConsumer> newest;
    private final String place;

    /** @param newest gets, for each path and its methods, the consumer that was started last */
    PatientConsumer(
            VertxPlatformHttpEngine engine,
            PlatformHttpEndpoint endpoint,
            Processor processor,
            Map<String, PatientConsumer> newest) {
        super(
                endpoint,
                processor,
                engine.getHandlers(),
                VertxPlatformHttpRouter.getRouterNameFromPort(engine.getServerPort()));
        this.newest = newest;
        this.place = endpoint.getHttpMethodRestrict() + " " + endpoint.getPath();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        newest.put(place, this);
    }

    @Override
    protected void handleRequest(RoutingContext context) {
        serve(context, MOST_LOOKS);
    }

    private void serve(RoutingContext context, int looks) {
        var now = newest.getOrDefault(place, this);
        if (now.isStarted() || now.isStarting()) {
            now.take(context);
        } else if (looks > 0) {
            context.vertx().setTimer(LOOK_EVERY_MILLIS, timer -> serve(context, looks - 1));
        } else {
            context.response().putHeader("Retry-After", "1");
            JsonAnswers.send(context, 503);
        }
    }

    private void take(RoutingContext context) {
        super.handleRequest(context);
    }
}
