package org.sentinelbridge.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.component.micrometer.MicrometerConstants;

/** The one registry of meters of a context. */
final class Meters {

    private Meters() {}

    /** Camel puts its own meters into the same. */
    static PrometheusMeterRegistry of(CamelContext context) {
        var beans = context.getRegistry();
        var known = beans.lookupByNameAndType(MicrometerConstants.METRICS_REGISTRY_NAME, MeterRegistry.class);
        return Optional.ofNullable((PrometheusMeterRegistry) known).orElseGet(() -> {
            var made = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
            beans.bind(MicrometerConstants.METRICS_REGISTRY_NAME, made);
            return made;
        });
    }
}
