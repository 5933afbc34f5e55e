package org.sentinelbridge.bench.alerts;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;

/** What a load was answered. For one thread. */
final class Answers {

    private final BitSet accepted = new BitSet();
    private final Map<String, Integer> others = new TreeMap<>();
    private int[] micros = new int[1 << 16];
    private int count;
    private double seconds;

    void accepted(int first, int alerts, long nanos) {
        accepted.set(first, first + alerts);
        if (count == micros.length) {
            micros = Arrays.copyOf(micros, 2 * count);
        }
        micros[count++] = (int) (nanos / 1000);
    }

    void other(String status) {
        others.merge(status, 1, Integer::sum);
    }

    void lasted(long nanos) {
        seconds = nanos / 1e9;
        Arrays.sort(micros, 0, count);
    }

    /** The answers of both, one after the other. */
    Answers and(Answers later) {
        var both = new Answers();
        both.accepted.or(accepted);
        both.accepted.or(later.accepted);
        others.forEach((status, number) -> both.others.merge(status, number, Integer::sum));
        later.others.forEach((status, number) -> both.others.merge(status, number, Integer::sum));
        both.micros = Arrays.copyOf(micros, count + later.count);
        System.arraycopy(later.micros, 0, both.micros, count, later.count);
        Arrays.sort(both.micros);
        both.count = count + later.count;
        both.seconds = seconds + later.seconds;
        return both;
    }

    double seconds() {
        return seconds;
    }

    /** How many alerts were accepted. */
    int alerts() {
        return accepted.cardinality();
    }

    int requests() {
        return count + others.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** How many of the accepted alerts have not arrived, given one bit for each that has. */
    int missing(byte[] arrived) {
        var missing = (BitSet) accepted.clone();
        missing.andNot(BitSet.valueOf(arrived));
        return missing.cardinality();
    }

    /** Milliseconds that so many percent of the accepting answers did not exceed. */
    double percentile(double percent) {
        return count == 0 ? Double.NaN : micros[(int) Math.min(count - 1, count * percent / 100)] / 1e3;
    }

    /** Answers that did not accept, by status; {@code none} where there was no answer at all. */
    Map<String, Integer> others() {
        return others;
    }
}
