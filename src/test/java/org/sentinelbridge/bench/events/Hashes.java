package org.sentinelbridge.bench.events;

/** A set of numbers that costs little, since it counts on a machine where something else is measured. */
final class Hashes {

    /** Zero stands for an empty place. */
    private long[] places = new long[1 << 16];
    private int size;

    void add(long number) {
        if (2 * size >= places.length) {
            var before = places;
            places = new long[2 * before.length];
            size = 0;
            for (var old : before) {
                if (old != 0) {
                    put(old);
                }
            }
        }
        put(number == 0 ? 1 : number);
    }

    private void put(long number) {
        var mask = places.length - 1;
        var at = (int) (number ^ number >>> 32) & mask;
        while (places[at] != 0 && places[at] != number) {
            at = at + 1 & mask;
        }
        if (places[at] == 0) {
            places[at] = number;
            size++;
        }
    }

    int size() {
        return size;
    }
}
