package org.sentinelbridge.bench.alerts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.sentinelbridge.bench.Proc;

/**
 * What all cores have done, in ticks since the machine started.
 *
 * @param stolen what the host of a virtual machine gave to others
 */
record Machine(long all, long idle, long stolen) {

    static Machine now() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/stat"))) {
            var cpu = lines.findFirst().orElseThrow().split("\\s+");
            // user nice system idle iowait irq softirq steal; what follows is in the first two already
            var ticks = Stream.of(cpu).skip(1).limit(8).mapToLong(Long::parseLong).toArray();
            return new Machine(LongStream.of(ticks).sum(), ticks[3] + ticks[4], ticks[7]);
        }
    }

    double busyPercent(Machine before) {
        return 100.0 * (all - idle - stolen - before.all + before.idle + before.stolen) / (all - before.all);
    }

    /** How much of all cores' time so much processor time is. */
    double percent(Machine before, long cpuMillis) {
        return 100.0 * cpuMillis / Proc.TICK_MILLIS / (all - before.all);
    }

    double stolenPercent(Machine before) {
        return 100.0 * (stolen - before.stolen) / (all - before.all);
    }
}
