package org.sentinelbridge.component.parked;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** {@code bridge.parked.messages} in metrics: how many wait for a person. Asked of the store once in a while only. */
public final class ParkedMeters implements MeterBinder {

    private static final Duration KEEP = Duration.ofSeconds(10);

    private final Jdbi jdbi;
    private long askedAt = System.nanoTime() - KEEP.toNanos();
    private double last = Double.NaN;

    public ParkedMeters(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("bridge.parked.messages", this, ParkedMeters::count)
                .description("Messages that could not be delivered and wait for a person")
                .strongReference(true)
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
