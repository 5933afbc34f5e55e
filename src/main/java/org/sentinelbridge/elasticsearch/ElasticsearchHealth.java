package org.sentinelbridge.elasticsearch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Down when Elasticsearch takes no documents and a person must do something, or when it has taken none for five minutes, whatever
 * the reason. It says nothing of readiness: what waits is in the Event Hub and in Sentinel.
 */
final class ElasticsearchHealth extends AbstractHealthCheck {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final List<Condition> conditions;

    ElasticsearchHealth(List<Condition> conditions) {
        super("bridge", "elasticsearch");
        this.conditions = List.copyOf(conditions);
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
        conditions.stream().flatMap(condition -> condition.trouble().stream()).findFirst().ifPresent(trouble -> {
            builder.detail("problem", trouble.sentence()).detail("since", trouble.since().toString());
            if (!trouble.advice().isEmpty() || trouble.since().isBefore(Instant.now().minus(PATIENCE))) {
                builder.message(trouble.sentence()).down();
            }
        });
    }
}
