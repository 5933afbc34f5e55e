package org.sentinelbridge.app.live;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.RouteConfigurationsBuilder;
import org.apache.camel.model.BeanFactoryDefinition;
import org.apache.camel.model.Model;
import org.apache.camel.support.PluginHelper;
import org.sentinelbridge.base.validation.Schemas;
import org.sentinelbridge.component.mapping.Mappings;

/**
 * One snapshot of the routes folder, tried as a whole: mappings and schemas are compiled, route files read, routes created,
 * and what they name is looked up. Nothing of it runs. Where only routes have changed, those of the other files are not created
 * anew, but what they call is looked up again.
 */
final class Trial {

    private final Snapshot snapshot;
    private final List<Fault> faults = new ArrayList<>();
    private final Mappings mappings;
    private final Schemas schemas;
    private final Set<String> routes = new TreeSet<>();
    private final Set<String> beans = new TreeSet<>();
    private final Set<String> toRead;
    private final List<Route> others;
    private boolean readable;

    /**
     * @param serving what the context serves now
     * @param mappings what it serves with; compiled anew only if their files are others
     * @param schemas likewise
     */
    Trial(CamelContext running, Snapshot serving, Snapshot snapshot, Mappings mappings, Schemas schemas) {
        this(running, serving, snapshot, mappings, schemas, false);
    }

    /** Of all that is served, as if nothing were. */
    static Trial ofAll(CamelContext running, Snapshot serving, Mappings mappings, Schemas schemas) {
        return new Trial(running, serving, serving, mappings, schemas, true);
    }

    private Trial(CamelContext running, Snapshot serving, Snapshot snapshot, Mappings mappings, Schemas schemas, boolean all) {
        this.snapshot = snapshot;
        this.mappings = snapshot.mappings().equals(serving.mappings()) ? mappings
                : mappings.of(snapshot.mappings(), (file, e) -> faults.add(unreadable("mappings/" + file, e)));
        this.schemas = snapshot.schemas().equals(serving.schemas()) ? schemas
                : schemas.of(snapshot.schemas(), (file, e) -> faults.add(unreadable("schemas/" + file, e)));
        this.toRead = snapshot.routeFiles();
        if (!all && this.mappings == mappings && this.schemas == schemas) {
            var anew = snapshot.madeAnew(serving);
            toRead.removeIf(file -> !anew.contains(file) && !snapshot.isShared(file));
        }
        this.others = running.getRoutes().stream().filter(route -> isOfOtherFile(route, serving)).toList();
        try {
            load(new TrialContext(running, beans(running)));
        } catch (Exception e) {
            faults.add(new Fault(snapshot.folder().toString(), "", Fault.cause(e)));
        }
    }

    private boolean isOfOtherFile(Route route, Snapshot serving) {
        var file = route.getSourceResource() == null ? "" : serving.path(route.getSourceResource().getLocation());
        return snapshot.routeFiles().contains(file) && !toRead.contains(file);
    }

    private static Fault unreadable(String file, RuntimeException e) {
        // these name the file themselves, by its path
        return new Fault(file, "", Fault.cause(e));
    }

    List<Fault> faults() {
        return faults;
    }

    /** Whether each file could be read by itself, so that a fault lies in what they are together. */
    boolean isReadable() {
        return readable;
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
        var files = new HashMap<String, String>();
        others.forEach(route -> files.put(route.getRouteId(), snapshot.path(route.getSourceResource().getLocation())));
        // policies before the routes that use them; file by file, so that what was read of one is soon forgotten
        for (var shared : List.of(true, false)) {
            for (var file : toRead) {
                if (snapshot.isShared(file) == shared) {
                    read(context, file, files);
                }
            }
        }
        routes.addAll(files.keySet());
        beans.addAll(names(context));
        readable = faults.isEmpty();
        if (readable) {
            create(context);
        }
    }

    private void read(TrialContext context, String file, Map<String, String> files) {
        try {
            for (var builder : PluginHelper.getRoutesLoader(context).findRoutesBuilders(List.of(snapshot.resource(file)))) {
                if (builder instanceof RouteConfigurationsBuilder configurations) {
                    context.addRoutesConfigurations(configurations);
                }
                context.addRoutes(builder);
                context.addTemplatedRoutes(builder);
                note(context, file, files);
            }
        } catch (Exception e) {
            faults.add(Fault.unreadable(file, e));
        }
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
    }

    private void create(TrialContext context) {
        var definitions = List.copyOf(context.getRouteDefinitions());
        var checks = new Checks(context, snapshot, schemas, others);
        definitions.forEach(route -> faults.addAll(checks.policy(route)));
        faults.addAll(checks.policies());
        faults.addAll(checks.ids());
        if (!faults.isEmpty()) {
            return;
        }
        for (var route : definitions) {
            try {
                context.startRouteDefinitions(List.of(route));
            } catch (Exception e) {
                faults.add(checks.creation(route, e));
            }
        }
        if (faults.isEmpty()) {
            faults.addAll(checks.calls());
        }
    }
}
