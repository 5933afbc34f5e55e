package org.sentinelbridge.eventhubs;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Down when a batch has failed, or nothing could be received, for two minutes. It says nothing of readiness. */
public final class EventHubsHealth extends AbstractHealthCheck {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final EventHubsStatus status;

    public EventHubsHealth(EventHubsStatus status) {
        super("bridge", "event-hubs");
        this.status = status;
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
        builder.detail("events", status.partitions().stream().mapToLong(PartitionStatus::events).sum()).up();
        status.problem().ifPresent(problem -> {
            builder.detail("problem", problem.text()).detail("since", problem.since().toString());
            if (problem.since().isBefore(Instant.now().minus(PATIENCE))) {
                builder.message(problem.text()).down();
            }
        });
    }
}
