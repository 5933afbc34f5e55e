package org.sentinelbridge.component.eventhubs;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * How many events of each partition are fetched ahead. The SDK counts events, whatever their size, and cannot be told another number
 * while it runs; so it begins with one, and gets another number from a new client once it is known what events weigh here. The number
 * grows when as many events as may then be in memory have been seen to fit, and shrinks as soon as they no longer do. Thread safe.
 */
final class Prefetch {

    /** So many events in a row tell what those that follow will weigh. */
    private static final int WINDOW = 16;
    /** What an event has in memory beside its body, and its body is there twice for a time. */
    private static final int BESIDE = 1_000;
    private static final int TIMES = 2;
    /** A new client takes a second, so it has to be worth it: this much more, and not again before a while has passed. */
    private static final int GROWTH = 2;

    /** What was heavy counts until it has not come again for so long, or at the most twice as long. */
    private static final Duration WHILE = Duration.ofMinutes(10);
    /** That windows differ a little is no reason. */
    private static final double TOLERANCE = 1.5;

    private final int most;
    private final long room;
    private final InstantSource clock;
    private final Map<String, Weight> weights = new HashMap<>();
    private Instant growsFrom = Instant.MIN;
    private Instant forgetsAt = Instant.MIN;
    private long seen;
    private int count = 1;

    private static final class Weight {
        private int events;
        private long bytes;
        private double heaviest;
        private double before;

        private void add(int moreEvents, long moreBytes) {
            events += moreEvents;
            bytes += moreBytes;
            if (events >= WINDOW) {
                heaviest = Math.max(heaviest, (double) bytes / events);
                events = 0;
                bytes = 0;
            }
        }

        /** Bytes of an event; of all there were, until a window is full. */
        private double each() {
            var known = Math.max(heaviest, before);
            return known > 0 ? known : (double) bytes / Math.max(1, events);
        }

        private void forget() {
            before = heaviest;
            heaviest = 0;
        }
    }

    /**
     * @param most events of a partition, however small they are
     * @param room bytes that all partitions may have in memory together; half as much more for a time
     */
    Prefetch(int most, long room, InstantSource clock) {
        this.most = most;
        this.room = room;
        this.clock = clock;
    }

    /** The number for the next client. */
    synchronized int count() {
        return count;
    }

    /** How many events the SDK is asked for at a time when it fetches so many ahead; it keeps three times as many beside those. */
    static int atOnce(int prefetch) {
        return Math.max(1, prefetch / 2);
    }

    /**
     * Takes note of events that came together.
     *
     * @param bytes of their bodies, as they came
     * @return whether the number has changed, so that a new client is needed
     */
    synchronized boolean weigh(String partition, int events, long bytes) {
        var now = clock.instant();
        if (!now.isBefore(forgetsAt)) {
            weights.values().forEach(Weight::forget);
            forgetsAt = now.plus(WHILE);
        }
        seen += events;
        weights.computeIfAbsent(partition, id -> new Weight()).add(events, bytes * TIMES + (long) events * BESIDE);
        var fitting = fitting();
        var grows = fitting >= count * GROWTH && seen >= inMemory(fitting) * weights.size() && !now.isBefore(growsFrom);
        if (!grows && fitting * TOLERANCE >= count) {
            return false;
        }
        count = fitting;
        growsFrom = now.plus(WHILE);
        return true;
    }

    private int fitting() {
        var ofEachPartition = weights.values().stream().mapToDouble(Weight::each).sum();
        var fitting = 1;
        while (fitting < most && inMemory(fitting + 1) * ofEachPartition <= room) {
            fitting++;
        }
        return fitting;
    }

    private static long inMemory(int prefetch) {
        return prefetch + 3L * atOnce(prefetch);
    }
}
