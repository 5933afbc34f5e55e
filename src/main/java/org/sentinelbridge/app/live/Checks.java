package org.sentinelbridge.app.live;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Endpoint;
import org.apache.camel.MultipleConsumersSupport;
import org.apache.camel.Route;
import org.apache.camel.component.jsonvalidator.JsonValidatorEndpoint;
import org.apache.camel.model.EndpointRequiredDefinition;
import org.apache.camel.model.OptionalIdentifiedDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.PatternHelper;
import org.sentinelbridge.base.validation.Schemas;

/** What Camel itself notices only when a message comes, if at all; and where in the files something is that it does notice. */
final class Checks {

    private static final String DIRECT = "direct:";

    private final TrialContext context;
    private final Snapshot snapshot;
    private final Schemas schemas;

    Checks(TrialContext context, Snapshot snapshot, Schemas schemas) {
        this.context = context;
        this.snapshot = snapshot;
        this.schemas = schemas;
    }

    /** Camel runs a route without error policy if there is none of the name that it gives. */
    List<Fault> policies(RouteDefinition route) {
        var wanted = route.getRouteConfigurationId();
        if (wanted == null) {
            return List.of();
        }
        var there = context.getRouteConfigurationDefinitions().stream().map(RouteConfigurationDefinition::getId).filter(id -> id != null).toList();
        return Stream.of(context.resolvePropertyPlaceholders(wanted).split(","))
                .filter(one -> there.stream().noneMatch(id -> PatternHelper.matchPattern(id, one)))
                .map(one -> Fault.of(snapshot, route, route, "routeConfigurationId: there is no " + one + "; there are "
                        + there.stream().sorted().collect(Collectors.joining(", "))))
                .toList();
    }

    /** Why a route could not be created; the step is that of the route or of its error policy. */
    Fault creation(RouteDefinition route, Exception failure) {
        var message = String.valueOf(failure.getMessage());
        var at = route.getOutputs().stream().filter(step -> message.contains(">>> " + step + " <<<")).findFirst();
        OptionalIdentifiedDefinition<?> in = at.isPresent() ? at.get() : route;
        return Fault.of(snapshot, route, in, Fault.cause(failure));
    }

    /** Calls and other references that lead nowhere, and what two routes want to receive. */
    List<Fault> calls(Collection<RouteDefinition> routes) {
        var faults = new ArrayList<Fault>();
        var entries = entries(routes, faults);
        var told = new HashSet<String>();
        for (var route : routes) {
            for (var step : steps(route)) {
                uri(step).flatMap(uri -> missing(uri, entries)).ifPresent(cause -> {
                    told.add(cause);
                    faults.add(Fault.of(snapshot, route, step, cause));
                });
            }
        }
        // those that are no steps, such as where dead letters go
        context.getEndpoints().forEach(endpoint -> missing(endpoint.getEndpointUri(), entries)
                .filter(told::add)
                .ifPresent(cause -> faults.add(new Fault(snapshot.folder().toString(), "", cause))));
        return faults;
    }

    private HashSet<String> entries(Collection<RouteDefinition> routes, List<Fault> faults) {
        var first = new HashMap<String, String>();
        for (var created : context.created()) {
            var other = first.put(created.getEndpoint().getEndpointUri(), created.getRouteId());
            if (other != null && !isForMany(created.getEndpoint())) {
                routes.stream()
                        .filter(route -> route.getRouteId().equals(created.getRouteId()))
                        .forEach(route -> faults.add(Fault.of(snapshot, route, route, "begins where route " + other + " begins, at "
                                + plain(created.getEndpoint().getEndpointBaseUri()))));
            }
        }
        return context.created().stream().map(Route::getEndpoint).map(endpoint -> plain(endpoint.getEndpointUri()))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static boolean isForMany(Endpoint endpoint) {
        return endpoint instanceof MultipleConsumersSupport many && many.isMultipleConsumersSupported();
    }

    private Optional<String> missing(String uri, Collection<String> entries) {
        var called = plain(uri);
        if (called.startsWith(DIRECT)) {
            return entries.contains(called) ? Optional.empty() : Optional.of(called + " leads to no route");
        }
        if (context.hasEndpoint(uri) instanceof JsonValidatorEndpoint validator && validator.getUriSchemaLoader() == schemas) {
            return schemas.has(validator.getResourceUri()) ? Optional.empty()
                    : Optional.of("there is no schema " + validator.getResourceUri().replace("file:", ""));
        }
        return Optional.empty();
    }

    private Optional<String> uri(ProcessorDefinition<?> step) {
        return step instanceof EndpointRequiredDefinition call && call.getEndpointUri() != null
                ? Optional.of(context.resolvePropertyPlaceholders(call.getEndpointUri())).filter(uri -> !uri.contains("${")) : Optional.empty();
    }

    private static List<ProcessorDefinition<?>> steps(RouteDefinition route) {
        var steps = new ArrayList<ProcessorDefinition<?>>();
        ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ProcessorDefinition.class).forEach(steps::add);
        return steps;
    }

    private static String plain(String uri) {
        return uri.replace("://", ":").replaceFirst("\\?.*", "");
    }
}
