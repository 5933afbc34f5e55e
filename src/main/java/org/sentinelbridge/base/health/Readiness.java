package org.sentinelbridge.base.health;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Down, at once, when the bridge cannot do anything with what it is sent, so that callers had better go elsewhere. */
public final class Readiness extends AbstractHealthCheck {

    private final Supplier<Optional<String>> obstacle;

    private Readiness(String id, Supplier<Optional<String>> obstacle) {
        super("bridge", id);
        this.obstacle = obstacle;
    }

    /**
     * Adds one to the health checks of a context.
     *
     * @param id its name
     * @param obstacle a sentence about what stands in the way; may wait a few seconds
     */
    public static void register(CamelContext context, String id, Supplier<Optional<String>> obstacle) {
        var health = new Readiness(id, obstacle);
        health.setCamelContext(context);
        HealthCheckRegistry.get(context).register(health);
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        obstacle.get().ifPresentOrElse(text -> builder.message(text).down(), builder::up);
    }
}
