package org.sentinelbridge.app;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.sentinelbridge.app.live.LiveRoutes;
import org.sentinelbridge.base.validation.Schemas;
import org.sentinelbridge.component.mapping.Mappings;
import org.sentinelbridge.http.webhook.WebhookServer;

/** The routes of the folder, and what is edited there while the bridge runs. */
final class LiveEditing implements Wing {

    private static final Path ROUTES = Path.of("routes");
    private static final Duration LOOK_EVERY = Duration.ofMillis(300);

    private final LiveRoutes live;
    private final Mappings mappings;
    private final Schemas schemas;
    private final WebhookServer server;

    LiveEditing(CamelContext context, Mappings mappings, Schemas schemas, WebhookServer server) {
        this.live = new LiveRoutes(context, ROUTES);
        this.mappings = mappings;
        this.schemas = schemas;
        this.server = server;
    }

    @Override
    public void serve() {
        live.watch(mappings, schemas, server::whileEmpty, LOOK_EVERY);
    }

    @Override
    public void drain() {
        live.close();
    }
}
