package org.sentinelbridge.bench.alerts;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.zip.GZIPInputStream;

/** Counts what arrives at the stand-in of Azure. For one thread. */
final class Tally {

    private static final int LARGEST = 1_048_576;

    private final BitSet seen = new BitSet();
    private byte[] unzipped = new byte[2 * LARGEST];
    private long requests;
    private long rows;
    private long distinct;
    private long zippedBytes;
    private long unzippedBytes;
    private long tooLarge;

    void add(byte[] body, boolean zipped) throws IOException {
        requests++;
        zippedBytes += body.length;
        var bytes = body;
        var length = body.length;
        if (zipped) {
            length = unzip(body);
            bytes = unzipped;
        }
        unzippedBytes += length;
        if (length > LARGEST) {
            tooLarge++;
        }
        scan(bytes, length);
    }

    Count count() {
        return new Count(requests, rows, distinct, zippedBytes, unzippedBytes, tooLarge);
    }

    /** One bit for the number of each alert that has arrived. */
    byte[] seen() {
        return seen.toByteArray();
    }

    /** A row may name its alert several times, but names no other: a row ends where another alert is named. */
    private void scan(byte[] bytes, int length) {
        var before = -1;
        for (var at = Marker.find(bytes, 0, length); at >= 0; at = Marker.find(bytes, at + Marker.LENGTH, length)) {
            var number = Marker.read(bytes, at);
            if (number != before) {
                before = number;
                rows++;
                if (!seen.get(number)) {
                    seen.set(number);
                    distinct++;
                }
            }
        }
    }

    private int unzip(byte[] body) throws IOException {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(body), 32_768)) {
            var length = 0;
            while (true) {
                if (length == unzipped.length) {
                    unzipped = Arrays.copyOf(unzipped, 2 * length);
                }
                var read = in.read(unzipped, length, unzipped.length - length);
                if (read < 0) {
                    return length;
                }
                length += read;
            }
        }
    }
}
