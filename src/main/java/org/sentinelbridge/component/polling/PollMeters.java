package org.sentinelbridge.component.polling;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * What polling shows in metrics: {@code bridge.polls} that went well, {@code bridge.polls.incidents} and {@code bridge.polls.alerts}
 * that were read, all since the start; and {@code bridge.polls.age}, the seconds since a poll went well.
 */
public final class PollMeters implements MeterBinder {

    private final IncidentPolls polls;

    public PollMeters(IncidentPolls polls) {
        this.polls = polls;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        FunctionCounter.builder("bridge.polls", polls.counts(), PollCounts::polls)
                .description("Polls of Sentinel's incidents that went well")
                .register(registry);
        FunctionCounter.builder("bridge.polls.incidents", polls.counts(), PollCounts::incidents)
                .description("Incidents that polls have read")
                .register(registry);
        FunctionCounter.builder("bridge.polls.alerts", polls.counts(), PollCounts::alerts)
                .description("Alerts of incidents that polls have read")
                .register(registry);
        Gauge.builder("bridge.polls.age", polls.counts(), PollCounts::secondsSinceSuccess)
                .description("Time since a poll went well")
                .baseUnit("seconds")
                .register(registry);
    }
}
