package org.sentinelbridge;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.apache.camel.CamelContext;
import org.apache.camel.component.micrometer.MicrometerConstants;
import org.apache.camel.health.HealthCheckRegistry;
import org.sentinelbridge.outbox.Outbox;
import org.sentinelbridge.outbox.OutboxHealth;
import org.sentinelbridge.outbox.OutboxMeters;
import org.sentinelbridge.settings.Settings;
import org.sentinelbridge.settings.SettingsException;

/** What Camel's management server ({@code camel.management.*}) shows: health checks and meters. */
final class Management {

    private Management() {}

    /** Camel would not say which setting is wrong. */
    static void checkPort(Settings settings) {
        var port = settings.number("management.port", 0, 65_535);
        try (var probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(settings.text("management.host"), port));
        } catch (IOException e) {
            throw new SettingsException("management.port", "cannot listen on " + settings.text("management.host") + ":" + port
                    + ": " + e.getMessage() + "; is another bridge running?");
        }
    }

    /** Shows an outbox at the management port. */
    static void show(CamelContext context, Outbox outbox) {
        new OutboxMeters(outbox).bindTo(meters(context));
        var health = new OutboxHealth(outbox);
        health.setCamelContext(context);
        HealthCheckRegistry.get(context).register(health);
    }

    /** Camel puts its own meters into the same registry. */
    static MeterRegistry meters(CamelContext context) {
        var meters = context.getRegistry().lookupByNameAndType(MicrometerConstants.METRICS_REGISTRY_NAME, MeterRegistry.class);
        if (meters == null) {
            meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
            context.getRegistry().bind(MicrometerConstants.METRICS_REGISTRY_NAME, meters);
        }
        return meters;
    }
}
