package org.sentinelbridge.app.live;

import java.util.List;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.util.AntPathMatcher;

/**
 * The routes that the context starts with, from the same snapshot that edits are compared with. Camel's own pattern of
 * files does not follow links, and says nothing when it finds no file.
 */
final class FolderRoutes implements RoutesBuilder {

    private static final String GIVEN_TO_CAMEL = "camel.main.routesIncludePattern";

    private final Snapshot snapshot;

    FolderRoutes(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    @Override
    public void addRoutesToCamelContext(CamelContext context) throws Exception {
        var given = context.getPropertiesComponent().resolveProperty(GIVEN_TO_CAMEL)
                .map(patterns -> List.of(patterns.split(",")))
                .orElse(List.of());
        var own = snapshot.routeFiles();
        own.removeIf(file -> given.stream().anyMatch(pattern -> AntPathMatcher.INSTANCE.match(pattern, snapshot.location(file))));
        PluginHelper.getRoutesLoader(context).loadRoutes(snapshot.resources(own));
    }

    @Override
    public void addTemplatedRoutesToCamelContext(CamelContext context) {
        // loaded with the others
    }

    @Override
    public Set<String> updateRoutesToCamelContext(CamelContext context) {
        throw new UnsupportedOperationException("LiveRoutes does that");
    }
}
