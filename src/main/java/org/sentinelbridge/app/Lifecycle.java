package org.sentinelbridge.app;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedStartupListener;
import org.apache.camel.Ordered;
import org.apache.camel.support.LifecycleStrategySupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the wings begin and serve with the Camel context, in their order, and end with it, in the reverse order. A context that is not to
 * start its routes ({@code camel.main.autoStartup=false}, as under {@code camel export}) is only looked at: nothing begins.
 */
final class Lifecycle extends LifecycleStrategySupport implements ExtendedStartupListener, Ordered {

    private static final Logger LOG = LoggerFactory.getLogger(Lifecycle.class);

    private final List<Wing> wings;
    private final Deque<Wing> begun = new ArrayDeque<>();

    private Lifecycle(List<Wing> wings) {
        this.wings = List.copyOf(wings);
    }

    static void bind(CamelContext context, Wing... wings) throws Exception {
        var lifecycle = new Lifecycle(List.of(wings));
        context.addLifecycleStrategy(lifecycle);
        context.addStartupListener(lifecycle);
    }

    /** After the listeners of others. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST;
    }

    @Override
    public void onContextInitializing(CamelContext context) {
        if (!context.isAutoStartup()) {
            return;
        }
        try {
            for (var wing : wings) {
                begun.push(wing);
                wing.begin();
            }
        } catch (Exception e) {
            end();
            throw e instanceof RuntimeException failure ? failure : new IllegalStateException(e.getMessage(), e);
        }
    }

    @Override
    public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
        // comes before the routes have started, and again whenever one is reloaded
    }

    @Override
    public void onCamelContextFullyStarted(CamelContext context, boolean alreadyStarted) {
        begun.descendingIterator().forEachRemaining(Wing::serve);
    }

    @Override
    public void onContextStopping(CamelContext context) {
        begun.descendingIterator().forEachRemaining(Wing::drain);
    }

    @Override
    public void onContextStopped(CamelContext context) {
        end();
    }

    /** One that cannot be closed must not keep the others open. */
    private void end() {
        while (!begun.isEmpty()) {
            try {
                begun.pop().end();
            } catch (RuntimeException e) {
                LOG.warn("Something could not be closed", e);
            }
        }
    }

    /** As Camel's log calls it. */
    @Override
    public String toString() {
        return "of the bridge";
    }
}
