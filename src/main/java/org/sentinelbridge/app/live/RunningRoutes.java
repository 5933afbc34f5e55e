package org.sentinelbridge.app.live;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.component.jsonvalidator.JsonValidatorEndpoint;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.PluginHelper;
import org.sentinelbridge.base.validation.Schemas;
import org.sentinelbridge.component.mapping.Mappings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What serves: goes from one snapshot to the next as a whole, or stays at the one that it was.
 *
 * <p>Camel fails requests that are on their way through a route being replaced, and those that come meanwhile: here they wait.
 * As the policies in a {@code routeConfiguration} are built into each route, a change to what files share reloads every file.
 */
final class RunningRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(RunningRoutes.class);
    private static final int MOST_LOOKS = 100;
    private static final long LOOK_EVERY_MILLIS = 10;

    private final CamelContext context;
    private final Model model;
    private final Mappings mappings;
    private final Schemas schemas;
    private final LiveRoutes.Pause pause;
    private Snapshot snapshot;

    RunningRoutes(CamelContext context, Snapshot snapshot, Mappings mappings, Schemas schemas, LiveRoutes.Pause pause) {
        this.context = context;
        this.model = context.getCamelContextExtension().getContextPlugin(Model.class);
        this.snapshot = snapshot;
        this.mappings = mappings;
        this.schemas = schemas;
        this.pause = pause;
    }

    Snapshot snapshot() {
        return snapshot;
    }

    /** @throws Exception if something cannot be started, though it was tried; then what served before serves again */
    void become(Snapshot next, Trial trial) throws Exception {
        var changed = next.differing(snapshot);
        if (changed.stream().anyMatch(file -> file.endsWith(".camel.yaml"))) {
            var failure = new AtomicReference<Exception>();
            pause.run(() -> {
                try {
                    awaitEmptyRoutes();
                    swap(next, trial);
                } catch (Exception e) {
                    failure.set(e);
                }
            });
            if (failure.get() != null) {
                throw failure.get();
            }
        } else {
            become(trial.mappings(), trial.schemas());
        }
        snapshot = next;
    }

    /** An exchange ends a moment after its answer was sent; Camel would look again only a second later. */
    private void awaitEmptyRoutes() throws InterruptedException {
        for (var look = 0; look < MOST_LOOKS && context.getInflightRepository().size() > 0; look++) {
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
        }
    }

    private void swap(Snapshot next, Trial trial) throws Exception {
        var before = ids();
        var beansBefore = Trial.names(context);
        var mappingsBefore = mappings.of(snapshot.mappings(), (file, e) -> LOG.debug("{}", file, e));
        var schemasBefore = schemas.of(snapshot.schemas(), (file, e) -> LOG.debug("{}", file, e));
        try {
            become(trial.mappings(), trial.schemas());
            load(next, snapshot, trial.routes(), trial.beans());
        } catch (Exception e) {
            become(mappingsBefore, schemasBefore);
            try {
                load(snapshot, next, before, beansBefore);
            } catch (Exception again) {
                LOG.error("{}: what served before does not start again; start the bridge anew: {}", snapshot.folder(), Fault.cause(again));
            }
            throw e;
        }
    }

    private void become(Mappings nextMappings, Schemas nextSchemas) {
        mappings.become(nextMappings);
        schemas.become(nextSchemas);
        for (var endpoint : context.getEndpoints()) {
            if (endpoint instanceof JsonValidatorEndpoint validator) {
                validator.clearContentCache();
            }
        }
    }

    /** Takes away what the wanted snapshot does not hold, and loads what differs from the other, and what that concerns. */
    private void load(Snapshot wanted, Snapshot other, Collection<String> routes, Collection<String> beans) throws Exception {
        for (var route : own()) {
            if (!routes.contains(route.getRouteId())) {
                model.removeRouteDefinition(route);
            }
        }
        var files = wanted.madeAnew(other);
        for (var policy : List.copyOf(model.getRouteConfigurationDefinitions())) {
            var file = isOwn(policy.getResource()) ? wanted.path(policy.getResource().getLocation()) : "";
            if (isOwn(policy.getResource()) && (files.contains(file) || !wanted.files().containsKey(file))) {
                model.removeRouteConfiguration(policy);
            }
        }
        for (var bean : Trial.names(context)) {
            if (!beans.contains(bean)) {
                context.getRegistry().unbind(bean);
            }
        }
        PluginHelper.getRoutesLoader(context).updateRoutes(wanted.resources(files));
    }

    private Set<String> ids() {
        return own().stream().map(RouteDefinition::getRouteId).collect(Collectors.toSet());
    }

    private List<RouteDefinition> own() {
        return model.getRouteDefinitions().stream().filter(route -> isOwn(route.getResource())).toList();
    }

    private boolean isOwn(org.apache.camel.spi.Resource resource) {
        return resource != null && resource.getLocation().startsWith(snapshot.location(""));
    }
}
