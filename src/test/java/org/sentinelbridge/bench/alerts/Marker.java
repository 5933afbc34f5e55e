package org.sentinelbridge.bench.alerts;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The unique id of a made-up alert: 64 hexadecimal digits, as Kibana's are, of which the first are always the same, the next
 * ten number the alert, and the rest look random. So whoever sees one can tell which alert it is of.
 */
final class Marker {

    static final int LENGTH = 64;

    private static final byte[] PREFIX = "a1e47be9c0de".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int NUMBER = 10;
    /** How far a search may move on after it saw a byte at the place of the prefix's last one. */
    private static final int[] STEPS = new int[256];

    static {
        Arrays.fill(STEPS, PREFIX.length);
        for (var i = 0; i < PREFIX.length - 1; i++) {
            STEPS[PREFIX[i]] = PREFIX.length - 1 - i;
        }
    }

    private Marker() {}

    static void write(int number, byte[] into) {
        System.arraycopy(PREFIX, 0, into, 0, PREFIX.length);
        hex(number, into, PREFIX.length, NUMBER);
        noise(number, into, PREFIX.length + NUMBER, LENGTH);
    }

    /** Fills a range with hexadecimal digits that differ from number to number as if they were random. */
    static void noise(long number, byte[] into, int from, int to) {
        var state = number * 0x9E3779B97F4A7C15L + from;
        for (var i = from; i < to; i += 16) {
            state += 0x9E3779B97F4A7C15L;
            var mixed = (state ^ state >>> 30) * 0xBF58476D1CE4E5B9L;
            mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
            hex(mixed ^ mixed >>> 31, into, i, Math.min(16, to - i));
        }
    }

    /** Where the next marker begins that lies in the range as a whole; -1 if none does. */
    static int find(byte[] bytes, int from, int to) {
        var last = PREFIX.length - 1;
        var end = to - LENGTH;
        for (var i = from; i <= end; i += STEPS[bytes[i + last] & 0xFF]) {
            if (bytes[i + last] == PREFIX[last]
                    && Arrays.equals(bytes, i, i + last, PREFIX, 0, last)) {
                return i;
            }
        }
        return -1;
    }

    /** The number in a marker that was found. */
    static int read(byte[] bytes, int at) {
        var number = 0;
        for (var i = at + PREFIX.length; i < at + PREFIX.length + NUMBER; i++) {
            number = number << 4 | Character.digit(bytes[i], 16);
        }
        return number;
    }

    private static void hex(long value, byte[] into, int at, int digits) {
        for (var i = at + digits - 1; i >= at; i--) {
            into[i] = DIGITS[(int) (value & 15)];
            value >>>= 4;
        }
    }
}
