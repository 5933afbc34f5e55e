package org.sentinelbridge.bench.alerts;

import java.util.stream.Stream;

/**
 * What has arrived at the stand-in of Azure.
 *
 * @param rows each time an alert came
 * @param distinct alerts, however often each came
 * @param tooLarge requests that Azure would have refused because they hold more than 1 MB
 */
record Count(long requests, long rows, long distinct, long zippedBytes, long unzippedBytes, long tooLarge) {

    static Count parse(String text) {
        var fields = Stream.of(text.split(" ")).mapToLong(Long::parseLong).toArray();
        return new Count(fields[0], fields[1], fields[2], fields[3], fields[4], fields[5]);
    }

    String text() {
        return requests + " " + rows + " " + distinct + " " + zippedBytes + " " + unzippedBytes + " " + tooLarge;
    }

    Count since(Count before) {
        return new Count(
                requests - before.requests,
                rows - before.rows,
                distinct - before.distinct,
                zippedBytes - before.zippedBytes,
                unzippedBytes - before.unzippedBytes,
                tooLarge - before.tooLarge);
    }

    Count and(Count more) {
        return new Count(
                requests + more.requests,
                rows + more.rows,
                distinct + more.distinct,
                zippedBytes + more.zippedBytes,
                unzippedBytes + more.unzippedBytes,
                tooLarge + more.tooLarge);
    }

    double zipRatio() {
        return (double) unzippedBytes / zippedBytes;
    }
}
