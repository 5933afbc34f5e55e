package org.sentinelbridge.component.parked;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * {@code bridge.parked.messages} in metrics: how many wait for a person, asked of the store once in a while only; and {@code
 * bridge.superseded.messages}: how many wait no more because something newer arrived.
 */
public final class ParkedMeters implements MeterBinder {

    private static final Duration KEEP = Duration.ofSeconds(10);

    private final Jdbi jdbi;
    private final LongSupplier superseded;
    private long askedAt = System.nanoTime() - KEEP.toNanos();
    private double last = Double.NaN;

    /** @param superseded how many since the start */
    public ParkedMeters(Jdbi jdbi, LongSupplier superseded) {
        this.jdbi = jdbi;
        this.superseded = superseded;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("bridge.parked.messages", this, ParkedMeters::count)
                .description("Messages that could not be delivered and wait for a person")
                .strongReference(true)
                .register(registry);
        FunctionCounter.builder("bridge.superseded.messages", superseded, LongSupplier::getAsLong)
                .description("Parked messages that are settled because a newer push of the same arrived")
                .register(registry);
    }

    private synchronized double count() {
        if (System.nanoTime() - askedAt >= KEEP.toNanos()) {
            askedAt = System.nanoTime();
            last = ask();
        }
        return last;
    }

    /** Not a number if the store does not say, as before it is opened: whoever reads metrics shall get the others. */
    private double ask() {
        try {
            return jdbi.withHandle(handle -> handle.createQuery("SELECT COUNT(*) FROM parked").mapTo(double.class).one());
        } catch (JdbiException e) {
            return Double.NaN;
        }
    }
}
