package org.sentinelbridge.http.webhook;

import java.time.Duration;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpEngine;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.support.DefaultConsumer;

/**
 * Has {@code platform-http:} routes begin with a {@link JsonConsumer}; or with nothing that serves, while there is no server, because
 * somebody only looks at the routes.
 */
final class JsonEngine extends VertxPlatformHttpEngine {

    private final int port;
    private final Duration budget;

    /** @param budget within which a request is to be answered */
    JsonEngine(int port, Duration budget) {
        this.port = port;
        this.budget = budget;
    }

    @Override
    public int getServerPort() {
        return port;
    }

    @Override
    public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor route) {
        var router = VertxPlatformHttpRouter.getRouterNameFromPort(port);
        return VertxPlatformHttpRouter.lookup(getCamelContext(), router) == null
                ? new Unserved(endpoint, route)
                : new JsonConsumer(endpoint, route, router, budget);
    }

    private static final class Unserved extends DefaultConsumer implements PlatformHttpConsumer {

        Unserved(PlatformHttpEndpoint endpoint, Processor route) {
            super(endpoint, route);
        }

        @Override
        public PlatformHttpEndpoint getEndpoint() {
            return (PlatformHttpEndpoint) super.getEndpoint();
        }
    }
}
