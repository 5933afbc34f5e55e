package org.sentinelbridge.app;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.sentinelbridge.app.live.FolderWatch;
import org.sentinelbridge.app.live.LiveRoutes;
import org.sentinelbridge.base.validation.Schemas;
import org.sentinelbridge.component.mapping.Mappings;
import org.sentinelbridge.http.webhook.WebhookServer;

/** Takes over what is edited in the folder of routes while the bridge runs. */
final class LiveEditing implements Wing {

    private static final Path ROUTES = Path.of("routes");
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final LiveRoutes live;
    private Optional<FolderWatch> watch = Optional.empty();

    LiveEditing(CamelContext context, Mappings mappings, Schemas schemas, WebhookServer server) {
        live = new LiveRoutes(context, ROUTES, mappings, schemas, server::whileEmpty);
    }

    @Override
    public void serve() {
        watch = Optional.of(new FolderWatch(ROUTES, LOOK_EVERY, live::take));
    }

    @Override
    public void drain() {
        watch.ifPresent(FolderWatch::close);
    }
}
