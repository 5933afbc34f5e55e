package org.sentinelbridge.app;

import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.sentinelbridge.base.json.JsonLimits;
import org.sentinelbridge.base.settings.Overrides;
import org.sentinelbridge.base.settings.Settings;

/**
 * Puts the bridge together. Named in application.properties ({@code camel.main.configurationClasses}), so that the same happens under
 * Maven, in the distribution, in tests and under the Camel CLI.
 *
 * <p>To configure is to declare: settings are read and checked, and what the routes call by name is made and bound. Files, ports, threads
 * and tokens begin when the context starts its routes, see {@link Wing}. So a tool can look at the routes without a trace.
 */
public final class BridgeConfiguration implements CamelConfiguration {

    @Override
    public void configure(CamelContext context) throws Exception {
        Overrides.apply(context);
        JsonLimits.apply();
        var settings = new Settings(context.getPropertiesComponent()::resolveProperty);
        Surroundings.check(settings);
        var sandbox = SandboxWing.declare(context, settings);
        DerivedSettings.put(context, settings);

        var base = new BaseWing(context, settings);
        var azure = new AzureWing(context, settings);
        var component = new ComponentWing(context, settings, base.store(), azure.credentials());
        var elastic = new ElasticWing(context, settings);
        var http = new HttpWing(context, settings, base.refusals());
        var operate = new OperateWing(context, settings, base, azure, component, http.server());
        var live = new LiveEditing(context, component.mappings(), base.schemas(), http.server());

        Lifecycle.bind(context, base, sandbox, base.whenOpen(), component, elastic, live, operate, http,
                new StartLines(settings, http.server(), operate.server()), azure, sandbox.welcome());
    }
}
