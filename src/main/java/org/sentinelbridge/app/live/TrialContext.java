package org.sentinelbridge.app.live;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Route;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.DefaultComponentResolver;
import org.apache.camel.impl.engine.RouteService;
import org.apache.camel.spi.BeanRepository;
import org.apache.camel.spi.CliConnectorFactory;
import org.apache.camel.spi.ComponentResolver;
import org.apache.camel.spi.DataFormatResolver;
import org.apache.camel.spi.LanguageResolver;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.support.DefaultRegistry;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.PropertyBindingSupport;

/**
 * A context that creates routes as the running one would, with its classes, settings and beans, and starts nothing: neither
 * a route nor a component nor itself. So nobody is called, no port is opened, the tools that the application was started with
 * do not take it for a second application, and there is nothing to stop: it is simply forgotten.
 */
final class TrialContext extends DefaultCamelContext {

    private final List<Route> created = new ArrayList<>();

    TrialContext(CamelContext running, BeanRepository beans) {
        super(false);
        disableJMX();
        getCamelContextExtension().setRegistry(new DefaultRegistry(beans));
        setApplicationContextClassLoader(running.getApplicationContextClassLoader());
        setSourceLocationEnabled(true);
        setAutowiredEnabled(false);
        getPropertiesComponent().addPropertiesSource(new SameSettings(running));
        addLifecycleStrategy(new SameComponentSettings(running));
        build();
        var connector = getCamelContextExtension().getContextPlugin(CliConnectorFactory.class);
        if (connector != null) {
            // under the Camel CLI a second one would end the process when it stops
            connector.setEnabled(false);
        }
        // under the Camel CLI these fetch what a route has come to need
        for (var resolver : List.of(DataFormatResolver.class, LanguageResolver.class)) {
            share(running, resolver);
        }
        shareComponents(running);
        init();
    }

    /**
     * What runs already need not be fetched, and must not: for the first platform-http of a context the CLI's resolver starts a server
     * of its own, on all addresses.
     */
    private void shareComponents(CamelContext running) {
        var fetching = running.getCamelContextExtension().getContextPlugin(ComponentResolver.class);
        if (fetching != null) {
            var plain = new DefaultComponentResolver();
            getCamelContextExtension().addContextPlugin(ComponentResolver.class, (name, context) ->
                    (running.hasComponent(name) == null ? fetching : plain).resolveComponent(name, context));
        }
    }

    private <T> void share(CamelContext running, Class<T> plugin) {
        var shared = running.getCamelContextExtension().getContextPlugin(plugin);
        if (shared != null) {
            getCamelContextExtension().addContextPlugin(plugin, shared);
        }
    }

    /** In place of starting it. */
    @Override
    public void startRouteService(RouteService service, boolean adding) {
        service.setUp();
        created.add(service.getRoute());
    }

    /** The routes that have come to be, which are those without the ones whose precondition is not met. */
    List<Route> created() {
        return created;
    }

    private record SameSettings(CamelContext running) implements PropertiesSource {

        @Override
        public String getName() {
            return "same-settings";
        }

        @Override
        public String getProperty(String name) {
            return running.getPropertiesComponent().resolveProperty(name).orElse(null);
        }
    }

    /** What camel-main does with {@code camel.component.*} when it starts. */
    private static final class SameComponentSettings extends LifecycleStrategySupport {

        private final CamelContext running;

        SameComponentSettings(CamelContext running) {
            this.running = running;
        }

        @Override
        public void onComponentAdd(String name, Component component) {
            var prefix = "camel.component." + name + ".";
            var options = new HashMap<String, Object>();
            running.getPropertiesComponent().loadProperties(key -> key.startsWith(prefix))
                    .forEach((key, value) -> options.put(key.toString().substring(prefix.length()), value));
            if (!options.isEmpty()) {
                bind(component, options);
            }
        }

        private static void bind(Component component, Map<String, Object> options) {
            PropertyBindingSupport.build()
                    .withCamelContext(component.getCamelContext())
                    .withTarget(component)
                    .withProperties(options)
                    .withConfigurer(component.getComponentPropertyConfigurer())
                    .withIgnoreCase(true)
                    .bind();
        }
    }
}
