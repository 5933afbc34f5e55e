package org.sentinelbridge.component.eventhubs;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which of the SDK's receivers has a partition. The SDK keeps its receivers by partition, and one that ends takes whichever is there
 * then out of the books, up to ten seconds later: on a slow machine that is its successor. That one goes on unknown to the SDK, which
 * does not renew its claim and starts another one: it takes the partition from the unknown one, whose end takes the new one out of the
 * books, and so on for ever. So no partition with a receiver is offered, and a receiver that the SDK no longer counts is ended here.
 */
final class Pumps {

    private static final Logger LOG = LoggerFactory.getLogger(Pumps.class);
    private static final int ROUNDS = 3;
    private static final Duration GRACE = Duration.ofSeconds(1);
    /** The SDK makes a connection before it enters a new receiver in its books, which takes long on a slow machine. */
    private static final Duration BEGINNING = Duration.ofSeconds(15);
    /** Longer than a receiver of the SDK takes from its end to the change in the books. */
    private static final Duration SETTLED = Duration.ofSeconds(12);

    private final LongSupplier nanos;
    private final Map<String, Pump> pumps = new HashMap<>();

    /** Whether the SDK may start a receiver. */
    enum State {
        /** Of this partition no receiver has been seen. */
        UNKNOWN,
        /** There is a receiver, or it is not yet sure that it is gone. */
        HELD,
        /** There was one, and is no more. */
        FREE
    }

    private static final class Pump {

        private final Object identity;
        private State state = State.HELD;
        private boolean isKnown;
        private boolean isForgotten;
        private int missed;
        private long since;

        Pump(Object identity, long since) {
            this.identity = identity;
            this.since = since;
        }

        boolean isMissed(long now) {
            return state == State.HELD && !isForgotten && ++missed >= ROUNDS
                    && now - since >= (isKnown ? GRACE : BEGINNING).toNanos();
        }
    }

    /** @param nanos as {@link System#nanoTime} */
    Pumps(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** @param identity tells this receiver from others of the same partition */
    synchronized void begun(String partition, Object identity) {
        pumps.put(partition, new Pump(identity, nanos.getAsLong()));
    }

    synchronized void ended(String partition, Object identity) {
        var pump = pumps.get(partition);
        if (pump != null && pump.identity == identity) {
            pump.since = nanos.getAsLong();
            pump.state = pump.isForgotten ? State.HELD : State.FREE;
        }
    }

    /** Whether this receiver is the one that counts. */
    synchronized boolean isCurrent(String partition, Object identity) {
        var pump = pumps.get(partition);
        return pump != null && pump.identity == identity && !pump.isForgotten;
    }

    /**
     * The SDK claims what it has, and perhaps more.
     *
     * @param isKnown of which partitions the SDK has a receiver in its books, or need not have one
     */
    synchronized void round(Predicate<String> isKnown) {
        var now = nanos.getAsLong();
        pumps.forEach((partition, pump) -> {
            if (isKnown.test(partition)) {
                pump.missed = 0;
                pump.isKnown = true;
                pump.since = pump.isForgotten ? pump.since : now;
            } else if (pump.isMissed(now)) {
                pump.isForgotten = true;
                pump.since = now;
                LOG.info("Partition {} has a receiver that the SDK has lost count of; it is replaced", partition);
            }
        });
    }

    synchronized State state(String partition) {
        var pump = pumps.get(partition);
        if (pump == null) {
            return State.UNKNOWN;
        }
        var isOver = pump.isForgotten && nanos.getAsLong() - pump.since >= SETTLED.toNanos();
        return isOver ? State.FREE : pump.state;
    }
}
