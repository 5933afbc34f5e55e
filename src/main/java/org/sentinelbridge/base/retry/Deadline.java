package org.sentinelbridge.base.retry;

import java.time.Duration;
import java.util.Optional;
import org.apache.camel.Exchange;

/**
 * Until when an exchange must be done, because somebody waits for its answer. Kept as an exchange property, so that it
 * travels with the exchange through all routes.
 */
public final class Deadline {

    private static final String PROPERTY = Deadline.class.getName();
    private static final Duration NONE = Duration.ofMinutes(5);

    private final long atNanos;

    private Deadline(long atNanos) {
        this.atNanos = atNanos;
    }

    /** Sets the deadline of an exchange to a time span from now. */
    public static void set(Exchange exchange, Duration span) {
        exchange.setProperty(PROPERTY, new Deadline(System.nanoTime() + span.toNanos()));
    }

    /** The deadline of an exchange, if somebody waits for it. */
    public static Optional<Deadline> find(Exchange exchange) {
        return Optional.ofNullable(exchange.getProperty(PROPERTY, Deadline.class));
    }

    /** The deadline of an exchange; five minutes from now if nobody waits for it. */
    public static Deadline of(Exchange exchange) {
        return find(exchange).orElseGet(() -> new Deadline(System.nanoTime() + NONE.toNanos()));
    }

    /** How much time is left; never less than a millisecond, so that it can limit a call. */
    public Duration left() {
        return Duration.ofNanos(Math.max(1_000_000, atNanos - System.nanoTime()));
    }
}
