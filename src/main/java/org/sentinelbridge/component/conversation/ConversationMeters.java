package org.sentinelbridge.component.conversation;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import java.util.function.ToDoubleFunction;

/**
 * What a topic shows in metrics, named after it: {@code bridge.TOPIC.waiting} (conversations of which something waits), {@code
 * bridge.TOPIC.in.trouble} (those of them that need a person), {@code bridge.TOPIC.oldest} and {@code bridge.TOPIC.drain} (seconds that
 * the oldest has waited, and until all is expected to be told), {@code bridge.TOPIC.paused} (1 while nothing is tried) and {@code
 * bridge.TOPIC.coalesced} (messages that went into one that waited already).
 */
public final class ConversationMeters implements MeterBinder {

    private static final double MILLIS = 1_000;

    private final String topic;
    private final ConversationList list;

    public ConversationMeters(String topic, ConversationList list) {
        this.topic = topic;
        this.list = list;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge("waiting", "Those of which something waits to be told", now -> now.backlog().conversations()).register(registry);
        gauge("in.trouble", "Those that wait for a person", now -> now.backlog().troubles()).register(registry);
        gauge("paused", "1 while the other side takes nothing", now -> now.pausedUntil().isPresent() ? 1 : 0).register(registry);
        gauge("oldest", "How long the oldest has been waiting", now -> now.backlog().age().toMillis() / MILLIS)
                .baseUnit("seconds")
                .register(registry);
        gauge("drain", "Until all that waits is expected to be told", ConversationMeters::drain).baseUnit("seconds").register(registry);
        FunctionCounter.builder("bridge." + topic + ".coalesced", list, ConversationList::coalesced)
                .description("Messages that went into one that waited already")
                .register(registry);
    }

    private static double drain(ConversationList now) {
        return now.backlog().conversations() == 0 ? 0 : Math.max(0, Duration.between(Instant.now(), now.expectedEnd()).toMillis() / MILLIS);
    }

    private Gauge.Builder<ConversationList> gauge(String what, String description, ToDoubleFunction<ConversationList> value) {
        return Gauge.builder("bridge." + topic + "." + what, list, value).description(description).strongReference(true);
    }
}
