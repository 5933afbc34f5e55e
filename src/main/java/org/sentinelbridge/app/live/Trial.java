package org.sentinelbridge.app.live;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.RouteConfigurationsBuilder;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.model.BeanFactoryDefinition;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.PluginHelper;
import org.sentinelbridge.base.validation.Schemas;
import org.sentinelbridge.component.mapping.Mappings;

/**
 * One snapshot of the routes folder, tried as a whole: mappings and schemas are compiled, route files read, routes created,
 * and what they name is looked up. Nothing of it runs.
 */
final class Trial {

    private final CamelContext running;
    private final Snapshot snapshot;
    private final List<Fault> faults = new ArrayList<>();
    private final Mappings mappings;
    private final Schemas schemas;
    private final Set<String> routes = new TreeSet<>();
    private final Set<String> beans = new TreeSet<>();

    Trial(CamelContext running, Snapshot snapshot, Mappings mappings, Schemas schemas) {
        this.running = running;
        this.snapshot = snapshot;
        this.mappings = mappings.of(snapshot.mappings(), (file, e) -> faults.add(unreadable("mappings/" + file, e)));
        this.schemas = schemas.of(snapshot.schemas(), (file, e) -> faults.add(unreadable("schemas/" + file, e)));
        try (var context = new TrialContext(running, beans(running))) {
            load(context);
        } catch (Exception e) {
            faults.add(new Fault(snapshot.folder().toString(), "", Fault.cause(e)));
        }
    }

    private static Fault unreadable(String file, RuntimeException e) {
        // these name the file themselves, by its path
        return new Fault(file, "", Fault.cause(e));
    }

    List<Fault> faults() {
        return faults;
    }

    Mappings mappings() {
        return mappings;
    }

    Schemas schemas() {
        return schemas;
    }

    /** The ids of all routes, whether their precondition is met or not. */
    Set<String> routes() {
        return routes;
    }

    /** The names of the beans that are made in route files. */
    Set<String> beans() {
        return beans;
    }

    private Beans beans(CamelContext context) {
        return Beans.of(context.getRegistry(), Map.of("mappings", mappings, "schemas", schemas), names(context));
    }

    /** The names of the beans that were made in route files. */
    static Set<String> names(CamelContext context) {
        return context.getCamelContextExtension().getContextPlugin(Model.class).getCustomBeans().stream()
                .map(BeanFactoryDefinition::getName)
                .collect(Collectors.toSet());
    }

    private void load(TrialContext context) throws Exception {
        if (snapshot.routeFiles().isEmpty()) {
            faults.add(new Fault(snapshot.folder().toAbsolutePath().toString(), "", "holds no route"));
        }
        var builders = parse(context);
        builders.forEach((file, builder) -> attempt(file, () -> {
            if (builder instanceof RouteConfigurationsBuilder configurations) {
                context.addRoutesConfigurations(configurations);
            }
        }));
        var files = new LinkedHashMap<String, String>();
        builders.forEach((file, builder) -> attempt(file, () -> {
            context.addRoutes(builder);
            context.addTemplatedRoutes(builder);
            note(context, file, files);
        }));
        beans.addAll(names(context));
        if (faults.isEmpty()) {
            create(context);
        }
    }

    private Map<String, RoutesBuilder> parse(TrialContext context) {
        var loader = PluginHelper.getRoutesLoader(context);
        var builders = new LinkedHashMap<String, RoutesBuilder>();
        for (var file : snapshot.routeFiles()) {
            attempt(file, () -> loader.findRoutesBuilders(List.of(snapshot.resource(file))).forEach(builder -> builders.put(file, builder)));
        }
        return builders;
    }

    /** Camel lets the later of two routes of one id win, without a word. */
    private void note(TrialContext context, String file, Map<String, String> files) {
        for (var route : context.getRouteDefinitions()) {
            var location = route.getResource() == null ? snapshot.location(file) : route.getResource().getLocation();
            if (!location.equals(snapshot.location(file))) {
                continue;
            }
            var other = files.put(route.getRouteId(), file);
            if (other != null && !other.equals(file)) {
                faults.add(new Fault(file, "route " + route.getRouteId(), "stands in " + other + " as well"));
            }
        }
        routes.addAll(files.keySet());
    }

    private void create(TrialContext context) {
        var definitions = List.copyOf(context.getRouteDefinitions());
        var checks = new Checks(context, snapshot, schemas);
        for (var route : definitions) {
            faults.addAll(checks.policies(route));
        }
        var included = new ArrayList<RouteDefinition>();
        for (var route : definitions) {
            try {
                context.startRouteDefinitions(List.of(route));
                included.add(route);
            } catch (Exception e) {
                faults.add(checks.creation(route, e));
            }
        }
        if (faults.isEmpty()) {
            var created = context.created().stream().map(route -> route.getRouteId()).collect(Collectors.toCollection(HashSet::new));
            included.removeIf(route -> !created.contains(route.getRouteId()));
            faults.addAll(checks.calls(included));
        }
    }

    private void attempt(String file, Step step) {
        try {
            step.run();
        } catch (Exception e) {
            faults.add(Fault.unreadable(file, e));
        }
    }

    private interface Step {
        void run() throws Exception;
    }
}
