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
import org.apache.camel.model.Model;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.OptionalIdentifiedDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteDefinitionHelper;
import org.apache.camel.model.errorhandler.DeadLetterChannelDefinition;
import org.apache.camel.model.errorhandler.DefaultErrorHandlerDefinition;
import org.apache.camel.support.PatternHelper;
import org.sentinelbridge.base.validation.Schemas;

/** What Camel itself notices only when a message comes, if at all; and where in the files something is that it does notice. */
final class Checks {

    private static final String DIRECT = "direct:";

    private final TrialContext context;
    private final Snapshot snapshot;
    private final Schemas schemas;
    private final List<Route> others;

    /** @param others routes of the running context that will be there as well */
    Checks(TrialContext context, Snapshot snapshot, Schemas schemas, List<Route> others) {
        this.context = context;
        this.snapshot = snapshot;
        this.schemas = schemas;
        this.others = others;
    }

    /** Ids for which Camel would refuse to start with the folder as it is; while it runs it does not compare those of different files. */
    List<Fault> ids() {
        var all = Stream.concat(context.getRouteDefinitions().stream(), others.stream().map(Checks::definition)).toList();
        return all.stream()
                .flatMap(route -> Optional.ofNullable(RouteDefinitionHelper.validateUniqueIds(route, all, route.getNodePrefixId()))
                        .map(id -> Fault.of(snapshot, route, route, "the id " + id + " stands twice, here or in another route"))
                        .stream())
                .toList();
    }

    /** Camel runs a route without error policy if there is none of the name that it gives. */
    List<Fault> policy(RouteDefinition route) {
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

    /** Camel looks at what an error policy names only when a route uses it, if at all, and blames the route. */
    List<Fault> policies() {
        // whether the precondition of the route is met or not
        var entries = context.getRouteDefinitions().stream()
                .map(route -> plain(context.resolvePropertyPlaceholders(route.getInput().getEndpointUri())))
                .collect(Collectors.toSet());
        others.forEach(route -> entries.add(entry(route)));
        var faults = new ArrayList<Fault>();
        for (var policy : context.getRouteConfigurationDefinitions()) {
            var owner = "routeConfiguration " + policy.getId();
            var file = policy.getResource() == null ? "" : snapshot.path(policy.getResource().getLocation());
            for (var clause : policy.getOnExceptions()) {
                unknown(clause).forEach(cause -> faults.add(Fault.of(snapshot, owner, file, clause, cause)));
                for (var step : steps(clause.getOutputs())) {
                    uri(step).flatMap(uri -> missing(uri, entries))
                            .ifPresent(cause -> faults.add(Fault.of(snapshot, owner, file, step, cause)));
                }
            }
            unknown(policy).forEach(cause -> faults.add(Fault.of(snapshot, owner, file, policy, cause)));
            deadLetters(policy).flatMap(uri -> missing(uri, entries))
                    .ifPresent(cause -> faults.add(Fault.of(snapshot, owner, file, policy, cause)));
        }
        return faults;
    }

    private List<String> unknown(OnExceptionDefinition clause) {
        var classes = clause.getExceptions().stream().map(context::resolvePropertyPlaceholders)
                .filter(name -> context.getClassResolver().resolveClass(name) == null)
                .map(name -> "there is no exception " + name);
        return Stream.concat(classes, missingBeans(
                clause.getOnExceptionOccurredRef(), clause.getOnRedeliveryRef(), clause.getRedeliveryPolicyRef())).toList();
    }

    private List<String> unknown(RouteConfigurationDefinition policy) {
        return policy.getErrorHandler() != null && policy.getErrorHandler().getErrorHandlerType() instanceof DefaultErrorHandlerDefinition handler
                ? missingBeans(handler.getOnExceptionOccurredRef(), handler.getOnRedeliveryRef(), handler.getOnPrepareFailureRef(),
                        handler.getRedeliveryPolicyRef(), handler.getRetryWhileRef()).toList() : List.of();
    }

    private Stream<String> missingBeans(String... references) {
        return Stream.of(references)
                .filter(name -> name != null)
                .map(name -> context.resolvePropertyPlaceholders(name).replaceFirst("^#(bean:)?", "").replaceFirst("[?:].*", ""))
                .filter(name -> !name.startsWith("#") && context.getRegistry().lookupByName(name) == null)
                .map(name -> "there is no bean " + name);
    }

    private Optional<String> deadLetters(RouteConfigurationDefinition policy) {
        return policy.getErrorHandler() != null && policy.getErrorHandler().getErrorHandlerType() instanceof DeadLetterChannelDefinition channel
                ? Optional.ofNullable(channel.getDeadLetterUri()).map(context::resolvePropertyPlaceholders) : Optional.empty();
    }

    /** Why a route could not be created; the step is that of the route or of its error policy. */
    Fault creation(RouteDefinition route, Exception failure) {
        var message = String.valueOf(failure.getMessage());
        var at = route.getOutputs().stream().filter(step -> message.contains(">>> " + step + " <<<")).findFirst();
        OptionalIdentifiedDefinition<?> in = at.isPresent() ? at.get() : route;
        return Fault.of(snapshot, route, in, Fault.cause(failure));
    }

    /** Calls and other references that lead nowhere, and what two routes want to receive. */
    List<Fault> calls() {
        var all = Stream.concat(context.created().stream(), others.stream()).toList();
        var entries = all.stream().map(Checks::entry).collect(Collectors.toSet());
        var faults = new ArrayList<>(twoAtOne(all));
        var told = new HashSet<String>();
        for (var route : all) {
            var definition = definition(route);
            for (var step : steps(definition.getOutputs())) {
                uri(step).flatMap(uri -> missing(uri, entries)).ifPresent(cause -> {
                    told.add(cause);
                    faults.add(Fault.of(snapshot, definition, step, cause));
                });
            }
        }
        // those that are no steps, such as where dead letters go
        context.getEndpoints().forEach(endpoint -> missing(endpoint.getEndpointUri(), entries)
                .filter(told::add)
                .ifPresent(cause -> faults.add(new Fault(snapshot.folder().toString(), "", cause))));
        return faults;
    }

    private List<Fault> twoAtOne(List<Route> routes) {
        var first = new HashMap<String, String>();
        var faults = new ArrayList<Fault>();
        for (var route : routes) {
            var other = first.put(route.getEndpoint().getEndpointUri(), route.getRouteId());
            if (other != null && !isForMany(route.getEndpoint())) {
                var definition = definition(route);
                faults.add(Fault.of(snapshot, definition, definition, "begins where route " + other + " begins, at " + entry(route)));
            }
        }
        return faults;
    }

    private static RouteDefinition definition(Route route) {
        return route.getCamelContext().getCamelContextExtension().getContextPlugin(Model.class).getRouteDefinition(route.getRouteId());
    }

    private static String entry(Route route) {
        return plain(route.getEndpoint().getEndpointUri());
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

    private static List<ProcessorDefinition<?>> steps(List<ProcessorDefinition<?>> outputs) {
        var steps = new ArrayList<ProcessorDefinition<?>>();
        ProcessorDefinitionHelper.filterTypeInOutputs(outputs, ProcessorDefinition.class).forEach(steps::add);
        return steps;
    }

    private static String plain(String uri) {
        return uri.replace("://", ":").replaceFirst("\\?.*", "");
    }
}
