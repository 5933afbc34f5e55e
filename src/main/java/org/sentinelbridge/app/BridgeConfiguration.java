package org.sentinelbridge.app;

import java.nio.file.Path;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.sentinelbridge.app.live.LiveRoutes;
import org.sentinelbridge.base.json.JsonLimits;
import org.sentinelbridge.base.settings.Overrides;
import org.sentinelbridge.base.settings.Settings;

/**
 * Puts the bridge together. The same happens under Maven, in the distribution, in tests and under the Camel CLI, by {@link BridgePlugin}; where
 * Camel finds no plugins, as under {@code mvn camel:run}, name this class in {@code camel.main.configurationClasses}.
 *
 * <p>To configure is to declare: settings are read and checked, and what the routes call by name is made and bound. Files, ports, threads
 * and tokens begin when the context starts its routes, see {@link Wing}. So a tool can look at the routes without a trace.
 */
public final class BridgeConfiguration implements CamelConfiguration {

    /** Tells application.properties and routes/without-bridge.camel.yaml that the jar is there. */
    static final String LOADED = "bridge.loaded";
    private static final String DONE = "bridgeConfiguration";

    @Override
    public void configure(CamelContext context) throws Exception {
        if (context.getRegistry().lookupByName(DONE) != null) {
            return; // named in camel.main.configurationClasses, and found by the plugin as well
        }
        context.getRegistry().bind(DONE, this);
        context.getPropertiesComponent().addOverrideProperty(LOADED, "true");
        Overrides.apply(context);
        JsonLimits.apply();
        var settings = new Settings(context.getPropertiesComponent()::resolveProperty);
        Surroundings.check(settings);
        var sandbox = SandboxWing.declare(context, settings);
        DerivedSettings.put(context, settings);

        var routes = new LiveRoutes(context, Path.of("routes"));
        var base = new BaseWing(context, settings);
        var azure = new AzureWing(context, settings, base.limits());
        var component = new ComponentWing(context, settings, base.store(), base.turns(), azure.credentials());
        var elastic = new ElasticWing(context, settings);
        var http = new HttpWing(context, settings, base.refusals());
        var operate = new OperateWing(context, settings, base, azure, component, http.server());
        var live = new LiveEditing(routes, component.mappings(), base.schemas(), http.server());

        Lifecycle.bind(context, base, sandbox, base.whenOpen(), component, elastic, live, new FlowRoutes(context, settings), operate, http,
                new StartLines(settings, http.server(), operate.server()), azure, sandbox.welcome());
    }
}
