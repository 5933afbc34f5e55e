package org.sentinelbridge.component.eventhubs;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;

/**
 * What is shown in metrics, each with the tags {@code hub} and {@code partition}: since the start {@code bridge.eventhubs.events} and
 * {@code bridge.eventhubs.batches} that the route has done with, and {@code bridge.eventhubs.failures} of batches or checkpoints;
 * {@code bridge.eventhubs.sequence}, the sequence number of the checkpoint; {@code bridge.eventhubs.behind} (seconds), for how long
 * the oldest event that is being worked on has been in the hub; {@code bridge.eventhubs.behind.events}, how many events the hub has
 * that the route has not done with.
 */
public final class EventHubsMeters implements MeterBinder {

    private static final double MILLIS = 1_000;

    private final EventHubsStatus status;

    public EventHubsMeters(EventHubsStatus status) {
        this.status = status;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        status.whenNew(partition -> bind(registry, partition));
    }

    private static void bind(MeterRegistry registry, PartitionStatus partition) {
        counter(registry, partition, "events", "Events that were received and worked on", PartitionStatus::events);
        counter(registry, partition, "batches", "Batches that were worked on", PartitionStatus::batches);
        counter(registry, partition, "failures", "Batches and checkpoints that have to be repeated", PartitionStatus::failures);
        gauge(partition, "sequence", "Sequence number of the checkpoint", PartitionStatus::lastSequence)
                .register(registry);
        gauge(partition, "behind", "How long the oldest event that is being worked on has been in the hub",
                        one -> one.behind().toMillis() / MILLIS)
                .baseUnit("seconds")
                .register(registry);
        gauge(partition, "behind.events", "Events in the hub that the route has not done with", PartitionStatus::behindEvents)
                .register(registry);
    }

    private static Gauge.Builder<PartitionStatus> gauge(
            PartitionStatus partition, String what, String description, ToDoubleFunction<PartitionStatus> value) {
        return Gauge.builder("bridge.eventhubs." + what, partition, value).description(description).tags(tags(partition));
    }

    private static void counter(
            MeterRegistry registry, PartitionStatus partition, String what, String description, ToDoubleFunction<PartitionStatus> value) {
        FunctionCounter.builder("bridge.eventhubs." + what, partition, value)
                .description(description)
                .tags(tags(partition))
                .register(registry);
    }

    private static Tags tags(PartitionStatus partition) {
        return Tags.of("hub", partition.hub(), "partition", partition.partition());
    }
}
