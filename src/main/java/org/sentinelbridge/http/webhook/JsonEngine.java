package org.sentinelbridge.http.webhook;

import java.time.Duration;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpEngine;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;

/** Has {@code platform-http:} routes begin with a {@link JsonConsumer}. */
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
        return new JsonConsumer(endpoint, route, VertxPlatformHttpRouter.getRouterNameFromPort(port), budget);
    }
}
