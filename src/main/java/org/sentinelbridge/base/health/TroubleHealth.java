package org.sentinelbridge.base.health;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Down when something does not work and a person must do something, or when it has not worked for a while, whatever the reason. It
 * says nothing of readiness: what waits is kept, and the webhooks go on accepting.
 */
public final class TroubleHealth extends AbstractHealthCheck {

    private final Duration patience;
    private final Supplier<Optional<Trouble>> trouble;
    private final Supplier<Optional<String>> warning;
    private final Supplier<Map<String, Object>> details;

    private TroubleHealth(
            String id, Duration patience, Supplier<Optional<Trouble>> trouble, Supplier<Optional<String>> warning,
            Supplier<Map<String, Object>> details) {
        super("bridge", id);
        this.patience = patience;
        this.trouble = trouble;
        this.warning = warning;
        this.details = details;
    }

    /**
     * Adds one to the health checks of a context.
     *
     * @param id its name
     * @param patience for how long a trouble that passes by itself may last
     * @param details what is shown beside it
     */
    public static void register(
            CamelContext context, String id, Duration patience, Supplier<Optional<Trouble>> trouble, Supplier<Map<String, Object>> details) {
        register(context, id, patience, trouble, Optional::empty, details);
    }

    /**
     * Adds one that also says something while it is up.
     *
     * @param warning what people should know though nothing is wrong
     */
    public static void register(
            CamelContext context, String id, Duration patience, Supplier<Optional<Trouble>> trouble, Supplier<Optional<String>> warning,
            Supplier<Map<String, Object>> details) {
        var health = new TroubleHealth(id, patience, trouble, warning, details);
        health.setCamelContext(context);
        HealthCheckRegistry.get(context).register(health);
    }

    @Override
    public boolean isReadiness() {
        return false;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        builder.details(details.get()).up();
        warning.get().ifPresent(builder::message);
        trouble.get().ifPresent(now -> {
            builder.detail("problem", now.text()).detail("since", now.since().toString());
            if (now.isSerious(patience)) {
                builder.message(now.text()).down();
            }
        });
    }
}
