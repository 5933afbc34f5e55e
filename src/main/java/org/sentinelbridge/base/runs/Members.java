package org.sentinelbridge.base.runs;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The runs that one row stands for, in some five bytes each: the number at the end of the id and the time as differences to
 * the one before, how long it took, and how many items.
 */
final class Members {

    /** As Camel makes ids: one text for the process, a hyphen, a number in 16 hexadecimal digits. */
    private static final int PREFIX = 16;
    private static final int LENGTH = 32;
    private static final int HEX = 16;
    private static final int BITS = 7;
    private static final int MORE = 0x80;

    private Members() {}

    /** Whether a run can be one of many: its id ends in a number. */
    static boolean canHold(String runId) {
        if (runId.length() != LENGTH || runId.charAt(PREFIX - 1) != '-') {
            return false;
        }
        for (var i = PREFIX; i < LENGTH; i++) {
            if (Character.digit(runId.charAt(i), HEX) < 0) {
                return false;
            }
        }
        return true;
    }

    /** The part of an id that all ids of a process have in common. */
    static String process(String runId) {
        return runId.substring(0, PREFIX);
    }

    /** All of the same process. */
    static byte[] write(List<Run> runs) {
        var bytes = new ByteArrayOutputStream(runs.size() * 6);
        var number = 0L;
        var time = 0L;
        for (var run : runs) {
            writeSigned(bytes, number(run.runId()) - number);
            writeSigned(bytes, run.startedAt().toEpochMilli() - time);
            writeSigned(bytes, run.ms());
            writeSigned(bytes, run.items());
            number = number(run.runId());
            time = run.startedAt().toEpochMilli();
        }
        return bytes.toByteArray();
    }

    /** The run of an id, if it is one of those. */
    static Optional<Run> find(String runId, Run all, byte[] members) {
        var bytes = ByteBuffer.wrap(members);
        var wanted = number(runId);
        var number = 0L;
        var time = 0L;
        while (bytes.hasRemaining()) {
            number += readSigned(bytes);
            time += readSigned(bytes);
            var ms = readSigned(bytes);
            var items = (int) readSigned(bytes);
            if (number == wanted) {
                return Optional.of(all.member(runId, Instant.ofEpochMilli(time), ms, items));
            }
        }
        return Optional.empty();
    }

    private static long number(String runId) {
        return Long.parseUnsignedLong(runId, PREFIX, LENGTH, HEX);
    }

    private static void writeSigned(ByteArrayOutputStream bytes, long value) {
        var left = value << 1 ^ value >> Long.SIZE - 1;
        while ((left & -MORE) != 0) {
            bytes.write((int) (left & MORE - 1 | MORE));
            left >>>= BITS;
        }
        bytes.write((int) left);
    }

    private static long readSigned(ByteBuffer bytes) {
        var value = 0L;
        var shift = 0;
        var next = MORE;
        while ((next & MORE) != 0) {
            next = bytes.get();
            value |= (long) (next & MORE - 1) << shift;
            shift += BITS;
        }
        return value >>> 1 ^ -(value & 1);
    }
}
