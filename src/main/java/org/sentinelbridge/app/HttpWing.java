package org.sentinelbridge.app;

import java.util.Optional;
import org.apache.camel.CamelContext;
import org.sentinelbridge.base.health.Readiness;
import org.sentinelbridge.base.runs.Refusals;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.http.webhook.WebhookServer;

/** The webhooks: the last to let anybody in. */
final class HttpWing implements Wing {

    private final CamelContext context;
    private final WebhookServer server;
    private volatile boolean isStopping;

    HttpWing(CamelContext context, Settings settings, Refusals refusals) {
        this.context = context;
        settings.url("webhook.public-url");
        server = new WebhookServer(settings, refusals::refused);
        server.declare(context);
    }

    WebhookServer server() {
        return server;
    }

    @Override
    public void begin() {
        server.open();
        server.serve(context);
        // Camel still calls the context started while it asks its listeners to stop
        Readiness.register(context, "webhooks",
                () -> isStopping ? Optional.of("The bridge is stopping and accepts nothing more") : Optional.empty());
    }

    @Override
    public void serve() {
        server.listen();
    }

    @Override
    public void drain() {
        isStopping = true;
        server.drain();
    }

    @Override
    public void end() {
        server.close();
    }
}
