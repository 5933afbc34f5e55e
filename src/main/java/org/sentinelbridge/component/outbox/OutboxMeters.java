package org.sentinelbridge.component.outbox;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;

/**
 * What an outbox shows in metrics, each with the tag {@code outbox}: {@code bridge.outbox.messages}, {@code bridge.outbox.bytes}
 * and {@code bridge.outbox.oldest} (seconds) of what waits; and since the start, in messages, {@code bridge.outbox.accepted},
 * {@code bridge.outbox.duplicates} (dropped), {@code bridge.outbox.settled} (delivered or parked) and
 * {@code bridge.outbox.doubtful} (delivered by this process and perhaps by another one too); {@code bridge.outbox.failures} counts
 * deliveries that have to be repeated.
 */
public final class OutboxMeters implements MeterBinder {

    private static final String TAG = "outbox";
    private static final double MILLIS = 1_000;

    private final Outbox outbox;

    public OutboxMeters(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge(registry, "messages", "Messages that wait for their delivery", o -> o.backlog().messages());
        gauge(registry, "bytes", "Their size", o -> o.backlog().bytes());
        Gauge.builder("bridge.outbox.oldest", outbox, o -> o.backlog().oldest().toMillis() / MILLIS)
                .description("How long the oldest message has been waiting")
                .baseUnit("seconds")
                .tag(TAG, outbox.name())
                .register(registry);
        counter(registry, "accepted", "Messages that were put in", Counts::accepted);
        counter(registry, "duplicates", "Messages that had been put in before and were dropped", Counts::duplicates);
        counter(registry, "settled", "Messages that were delivered or parked", Counts::settled);
        counter(registry, "doubtful", "Messages that another process may have delivered as well", Counts::doubtful);
        counter(registry, "failures", "Deliveries that have to be repeated", Counts::failures);
    }

    private void gauge(
            MeterRegistry registry, String what, String description, ToDoubleFunction<Outbox> value) {
        Gauge.builder("bridge.outbox." + what, outbox, value)
                .description(description)
                .tag(TAG, outbox.name())
                .register(registry);
    }

    private void counter(
            MeterRegistry registry, String what, String description, ToDoubleFunction<Counts> value) {
        FunctionCounter.builder("bridge.outbox." + what, outbox.counts(), value)
                .description(description)
                .tag(TAG, outbox.name())
                .register(registry);
    }
}
