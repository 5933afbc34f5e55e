package org.sentinelbridge.app;

import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ContextServicePlugin;

/**
 * Puts the bridge together wherever its jar is on the class path and its settings have been read. Found by Camel in
 * {@code META-INF/services}: were the classes named in {@code camel.main.configurationClasses}, the Camel CLI would end with a
 * {@code NullPointerException} when the jar is not there.
 */
public final class BridgePlugin implements ContextServicePlugin {

    /** One that nobody would give by the environment alone. */
    private static final String A_SETTING = "ecs.profile";

    @Override
    public void load(CamelContext context) {
        context.getPropertiesComponent().addOverrideProperty(BridgeConfiguration.LOADED, "true");
        context.getRegistry().bind("sentinel-bridge", CamelConfiguration.class, new IfSet());
    }

    private static final class IfSet implements CamelConfiguration {

        @Override
        public void configure(CamelContext context) throws Exception {
            if (context.getPropertiesComponent().resolveProperty(A_SETTING).isPresent()) {
                new BridgeConfiguration().configure(context);
            }
        }
    }
}
