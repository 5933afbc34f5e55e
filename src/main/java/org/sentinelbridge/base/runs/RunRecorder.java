package org.sentinelbridge.base.runs;

import java.util.Collection;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.NamedRoute;
import org.apache.camel.Route;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;

/** Has every exchange that begins with a route of its own, and is not called by another one, put on record when it ends. */
public final class RunRecorder extends RoutePolicySupport implements RoutePolicyFactory {

    private final Consumer<Run> journal;

    /** @param journal is told each run that has ended, in whatever thread it ended, and must be quick */
    public RunRecorder(Consumer<Run> journal) {
        this.journal = journal;
    }

    @Override
    public RoutePolicy createRoutePolicy(CamelContext context, String routeId, NamedNode route) {
        return route instanceof NamedRoute named && named.getEndpointUrl().startsWith("direct:") ? null : this;
    }

    @Override
    public void onExchangeBegin(Route route, Exchange exchange) {
        var items = exchange.getMessage().getBody() instanceof Collection<?> messages ? messages.size() : 0;
        Passage.begin(exchange, route.getRouteId(), items, journal);
    }
}
