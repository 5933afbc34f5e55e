package org.sentinelbridge.app;

import java.time.Duration;
import org.sentinelbridge.app.live.LiveRoutes;
import org.sentinelbridge.base.validation.Schemas;
import org.sentinelbridge.component.mapping.Mappings;
import org.sentinelbridge.http.webhook.WebhookServer;

/** Takes over what is edited in the folder of routes while the bridge runs. */
final class LiveEditing implements Wing {

    private static final Duration LOOK_EVERY = Duration.ofMillis(300);

    private final LiveRoutes live;
    private final Mappings mappings;
    private final Schemas schemas;
    private final WebhookServer server;

    LiveEditing(LiveRoutes live, Mappings mappings, Schemas schemas, WebhookServer server) {
        this.live = live;
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
