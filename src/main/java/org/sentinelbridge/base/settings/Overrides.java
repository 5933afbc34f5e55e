package org.sentinelbridge.base.settings;

import java.nio.file.Path;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.util.IOHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that a system property wins over an environment variable, and both over the file. By itself Camel 4.17 lets
 * the environment win over what is given on the command line, and both, even when empty, over what the bridge itself derives
 * or the sandbox puts in their place.
 */
public final class Overrides {

    private static final Logger LOG = LoggerFactory.getLogger(Overrides.class);
    private static final Path ROUTES = Path.of("routes");

    private Overrides() {}

    /** Before anything is read or put in place of something. */
    public static void apply(CamelContext context) {
        var properties = (PropertiesComponent) context.getPropertiesComponent();
        var names = properties.loadProperties().stringPropertyNames();
        Names.shipped().check(names, ROUTES);
        Names.shipped().warnings(System.getenv()).forEach(LOG::warn);
        for (var name : names) {
            Optional.ofNullable(System.getProperty(name))
                    .or(() -> Optional.ofNullable(IOHelper.lookupEnvironmentVariable(name)))
                    .ifPresent(value -> properties.addOverrideProperty(name, value));
        }
        properties.setSystemPropertiesMode(PropertiesComponent.SYSTEM_PROPERTIES_MODE_FALLBACK);
        properties.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_FALLBACK);
    }
}
