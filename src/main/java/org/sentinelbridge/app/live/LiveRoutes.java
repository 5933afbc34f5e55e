package org.sentinelbridge.app.live;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.component.jsonvalidator.JsonValidatorEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.DefaultRegistry;
import org.apache.camel.support.PluginHelper;
import org.sentinelbridge.base.validation.Schemas;
import org.sentinelbridge.component.mapping.Mappings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings edited files of the routes folder into the running context.
 *
 * <p>Camel 4.17's own reload takes the old route away before it knows whether the new one can start. Here all route files
 * are first loaded into a context that serves nobody; only what comes up there replaces what is running. Camel also fails
 * requests that are on their way through a route being replaced, and those that come meanwhile: here they wait. As the policies
 * in a {@code routeConfiguration} are built into each route, a change to one of them reloads every file.
 */
public final class LiveRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(LiveRoutes.class);
    private static final String ROUTE = ".camel.yaml";
    private static final int MOST_LOOKS = 100;
    private static final long LOOK_EVERY_MILLIS = 10;

    private final CamelContext context;
    private final Path folder;
    private final Mappings mappings;
    private final Schemas schemas;
    private final Pause pause;

    /** @param pause runs its argument while no request is on its way through the routes */
    public LiveRoutes(CamelContext context, Path folder, Mappings mappings, Schemas schemas, Pause pause) {
        this.pause = pause;
        this.context = context;
        this.folder = folder;
        this.mappings = mappings;
        this.schemas = schemas;
    }

    /** Takes over what has changed; a file with a fault leaves its old version serving, and one line in the log. */
    public void take(Set<Path> files) {
        if (files.stream().anyMatch(file -> file.toString().endsWith(".jslt"))) {
            attempt("mappings", mappings::reload);
        }
        if (files.stream().anyMatch(file -> file.toString().endsWith(".json"))) {
            attempt("schemas", this::reloadSchemas);
        }
        var routes = files.stream().filter(file -> file.toString().endsWith(ROUTE)).filter(Files::exists).toList();
        if (!routes.isEmpty()) {
            attempt(names(routes), () -> reloadRoutes(routes));
        }
    }

    private void reloadRoutes(Collection<Path> edited) throws Exception {
        var all = resources(allRoutes());
        tryOut(all.values());
        var shared = false;
        for (var file : edited) {
            shared |= Files.readString(file).contains("routeConfiguration:");
        }
        var loader = PluginHelper.getRoutesLoader(context);
        var changed = shared ? all.values() : resources(edited).values();
        var failure = new AtomicReference<Exception>();
        pause.run(() -> {
            try {
                awaitEmptyRoutes();
                loader.updateRoutes(changed);
            } catch (Exception e) {
                failure.set(e);
            }
        });
        if (failure.get() != null) {
            throw failure.get();
        }
    }

    /** An exchange ends a moment after its answer was sent; Camel would look again only a second later. */
    private void awaitEmptyRoutes() throws InterruptedException {
        for (var look = 0; look < MOST_LOOKS && context.getInflightRepository().size() > 0; look++) {
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
        }
    }

    /** Loads all routes and starts everything but their consumers, in a context of their own. */
    private void tryOut(Collection<Resource> resources) throws Exception {
        try (var trial = new DefaultCamelContext(new DefaultRegistry(context.getRegistry()))) {
            trial.disableJMX();
            trial.setAutoStartup(false);
            trial.getPropertiesComponent().addPropertiesSource(new SameSettings(context));
            PluginHelper.getRoutesLoader(trial).loadRoutes(resources);
            trial.start();
            checkCalls(trial);
        }
    }

    /** Camel itself notices a call that leads nowhere only when somebody makes it. */
    private static void checkCalls(CamelContext trial) {
        var entries = trial.getRoutes().stream().map(route -> route.getEndpoint().getEndpointUri()).toList();
        trial.getEndpoints().stream()
                .map(Endpoint::getEndpointUri)
                .filter(uri -> uri.startsWith("direct:") && !entries.contains(uri))
                .findFirst()
                .ifPresent(uri -> {
                    throw new IllegalArgumentException(uri.replace("://", ":") + " leads to no route");
                });
    }

    private void reloadSchemas() throws IOException {
        schemas.reload();
        for (var endpoint : context.getEndpoints()) {
            if (endpoint instanceof JsonValidatorEndpoint validator) {
                validator.clearContentCache();
            }
        }
    }

    private List<Path> allRoutes() throws IOException {
        try (var files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            return files.filter(file -> file.toString().endsWith(ROUTE)).sorted().toList();
        }
    }

    private Map<Path, Resource> resources(Collection<Path> files) {
        return files.stream().collect(Collectors.toMap(
                file -> file,
                file -> PluginHelper.getResourceLoader(context).resolveResource("file:" + file),
                (a, b) -> a,
                TreeMap::new));
    }

    private static String names(Collection<Path> files) {
        return files.stream().map(file -> file.getFileName().toString()).collect(Collectors.joining(", "));
    }

    private void attempt(String what, Step step) {
        try {
            step.run();
            LOG.info("Changed {} is live", what);
        } catch (Exception e) {
            LOG.error("Changed {} has a fault; what was there before goes on: {}", what, oneLine(e));
        }
    }

    private static String oneLine(Throwable failure) {
        var root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).replaceAll("\\s*\\R\\s*", " ");
    }

    /** Has something done at a moment when no request is on its way. */
    public interface Pause {
        void run(Runnable action) throws InterruptedException;
    }

    private interface Step {
        void run() throws Exception;
    }

    /** Lets the trial see the settings of the running context. */
    private record SameSettings(CamelContext context) implements PropertiesSource {

        @Override
        public String getName() {
            return "same-settings";
        }

        @Override
        public String getProperty(String name) {
            return context.getPropertiesComponent().resolveProperty(name).orElse(null);
        }
    }
}
