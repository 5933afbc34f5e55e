package org.sentinelbridge.base.runs;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * What runs show in metrics: {@code bridge.runs}, their number and how long they took, and {@code bridge.run.items}, the
 * alerts, events or incidents in them, both by {@code flow}, {@code action} and {@code outcome}; {@code
 * bridge.last.success.age}, seconds since a run of a flow went well.
 */
public final class RunMeters {

    /** Callers choose the action, and each new one makes meters that stay. */
    private static final int MOST = 200;
    private static final double NANOS = 1e9;

    private final MeterRegistry registry;
    private final Map<Key, Meters> meters = new ConcurrentHashMap<>();
    private final Map<String, Success> successes = new ConcurrentHashMap<>();

    public RunMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Counts a run. */
    public void count(Run run) {
        var key = new Key(run.flow(), run.action(), run.outcome());
        var found = meters.get(key);
        var one = found == null ? make(key) : found;
        one.runs.record(run.ms(), TimeUnit.MILLISECONDS);
        one.items.increment(run.items());
        if (!run.outcome().isTrouble()) {
            successes.computeIfAbsent(run.flow(), this::success).nanos = System.nanoTime();
        }
    }

    /** Shows how many runs could not be recorded: {@code bridge.runs.unrecorded}. */
    void lost(LongAdder lost) {
        FunctionCounter.builder("bridge.runs.unrecorded", lost, LongAdder::sum)
                .description("Runs that could not be written into the store")
                .register(registry);
    }

    private Meters make(Key wanted) {
        var key = meters.size() < MOST ? wanted : new Key(wanted.flow, "other", wanted.outcome);
        return meters.computeIfAbsent(key, made -> new Meters(
                Timer.builder("bridge.runs")
                        .description("Runs that have ended")
                        .tags("flow", made.flow, "action", made.action, "outcome", made.outcome.word())
                        .register(registry),
                Counter.builder("bridge.run.items")
                        .description("Alerts, events or incidents in them")
                        .tags("flow", made.flow, "action", made.action, "outcome", made.outcome.word())
                        .register(registry)));
    }

    private Success success(String flow) {
        var success = new Success();
        Gauge.builder("bridge.last.success.age", success, last -> (System.nanoTime() - last.nanos) / NANOS)
                .description("How long ago a run of the flow went well")
                .baseUnit("seconds")
                .tag("flow", flow)
                .strongReference(true)
                .register(registry);
        return success;
    }

    private record Key(String flow, String action, Outcome outcome) {}

    private record Meters(Timer runs, Counter items) {}

    private static final class Success {
        private volatile long nanos;
    }
}
