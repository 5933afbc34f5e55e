package org.sentinelbridge.component.outbox;

import java.time.Duration;
import java.util.Optional;

/**
 * The ids accepted lately, in memory. There are two halves: the younger is filled until it is as old as the window or full;
 * then it becomes the elder, and what the elder held is forgotten. So an id is remembered for at least the window and at
 * most about twice as long, unless more than {@value #MOST_IN_HALF} come within it. Not safe for use by several threads.
 */
final class SeenIds {

    static final int MOST_IN_HALF = 200_000;

    private final long windowMillis;
    private Half elder = new Half(0);
    private Half younger;

    /** @param since when it begins, in milliseconds since 1970 */
    SeenIds(Duration window, long since) {
        this.windowMillis = window.toMillis();
        this.younger = new Half(since);
    }

    boolean contains(IdHash id, long now) {
        turnIfOld(now);
        return younger.contains(id) || elder.contains(id);
    }

    /** @return how long it took to fill a half, if that has just happened, so that ids are remembered for less than the window */
    Optional<Duration> add(IdHash id, long now) {
        turnIfOld(now);
        var filled = Optional.<Duration>empty();
        if (younger.size == MOST_IN_HALF) {
            filled = Optional.of(Duration.ofMillis(now - younger.since));
            turn(now);
        }
        younger.add(id);
        younger.newest = now;
        return filled;
    }

    /** What is all older than the window is forgotten, even if nothing has come that would push it out. */
    private void turnIfOld(long now) {
        if (now - younger.since > windowMillis) {
            turn(now);
        }
    }

    private void turn(long now) {
        elder = now - younger.newest > windowMillis ? new Half(now) : younger;
        younger = new Half(now);
    }

    /** What was seen before this is no longer remembered. */
    long since() {
        return elder.since;
    }

    /** A set of 128-bit numbers without an object for each. Linear probing; two zeros mark a free place. */
    private static final class Half {

        private static final int FIRST_PLACES = 1_024;

        private final long since;
        private long newest;
        private long[] places = new long[2 * FIRST_PLACES];
        private int size;

        Half(long since) {
            this.since = since;
            this.newest = since;
        }

        boolean contains(IdHash id) {
            return places[place(places, id) + 1] != 0;
        }

        void add(IdHash id) {
            if (2 * (size + 1) > places.length / 2) {
                grow();
            }
            if (put(places, id)) {
                size++;
            }
        }

        private void grow() {
            var more = new long[2 * places.length];
            for (var i = 0; i < places.length; i += 2) {
                if (places[i + 1] != 0) {
                    put(more, new IdHash(places[i], places[i + 1]));
                }
            }
            places = more;
        }

        private static boolean put(long[] places, IdHash id) {
            var at = place(places, id);
            var isNew = places[at + 1] == 0;
            places[at] = id.high();
            places[at + 1] = lowOf(id);
            return isNew;
        }

        /** Where the id is, or where it would go. */
        private static int place(long[] places, IdHash id) {
            var mask = places.length / 2 - 1;
            var at = (int) id.high() & mask;
            while (places[2 * at + 1] != 0 && (places[2 * at] != id.high() || places[2 * at + 1] != lowOf(id))) {
                at = (at + 1) & mask;
            }
            return 2 * at;
        }

        private static long lowOf(IdHash id) {
            return id.low() == 0 ? 1 : id.low();
        }

    }
}
