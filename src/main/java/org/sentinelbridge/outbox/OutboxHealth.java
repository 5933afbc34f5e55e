package org.sentinelbridge.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Down when deliveries fail and a person must do something, or when they have failed for five minutes, whatever the reason. It says
 * nothing of readiness: the outbox goes on accepting.
 */
public final class OutboxHealth extends AbstractHealthCheck {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Outbox outbox;

    public OutboxHealth(Outbox outbox) {
        super("bridge", "outbox:" + outbox.name());
        this.outbox = outbox;
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
        var backlog = outbox.backlog();
        builder.detail("waiting", backlog.messages()).detail("oldest_seconds", backlog.oldest().toSeconds()).up();
        outbox.problem().ifPresent(problem -> {
            builder.detail("problem", problem.text()).detail("since", problem.since().toString());
            if (problem.needsPerson() || problem.since().isBefore(Instant.now().minus(PATIENCE))) {
                builder.message(problem.text()).down();
            }
        });
    }
}
