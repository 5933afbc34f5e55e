package org.sentinelbridge.polling;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Down when polling fails and a person must do something, or when it has failed for five minutes, whatever the reason. It says
 * nothing of readiness: the webhooks do not depend on it.
 */
public final class PollHealth extends AbstractHealthCheck {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final IncidentPolls polls;

    public PollHealth(IncidentPolls polls) {
        super("bridge", "sentinel-incidents");
        this.polls = polls;
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
        builder.up();
        polls.problem().ifPresent(problem -> {
            builder.detail("problem", problem.text()).detail("since", problem.since().toString());
            if (problem.needsPerson() || problem.since().isBefore(Instant.now().minus(PATIENCE))) {
                builder.message(problem.text()).down();
            }
        });
    }
}
