package org.sentinelbridge.bench.events;

import java.io.IOException;
import java.time.Duration;
import org.sentinelbridge.bench.ServerProcess;

/** Looks on while all events come: the first half of them warms up, the second is measured. */
final class Watch {

    private static final Duration LOOK_EVERY = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final ServerProcess process;
    private final Count count;
    private final long end = System.nanoTime() + PATIENCE.toNanos();

    /** Where the events come to. */
    interface Count {
        Counts now() throws Exception;
    }

    /** @param sent what came more than once included */
    record Counts(long distinct, long sent) {}

    /**
     * @param perSecond in the second half
     * @param coldPerSecond in the first half, from when the first of them had come
     * @param cpuMillis of the process, for 1,000 events of the second half
     * @param megabytes the most that was resident
     */
    record Figures(double perSecond, double coldPerSecond, double cpuMillis, long megabytes, long distinct, long repeated) {}

    private record Moment(long nanos, Counts counts, long cpuMillis) {}

    private Watch(ServerProcess process, Count count) {
        this.process = process;
        this.count = count;
    }

    /** @param process brings the events */
    static Figures of(ServerProcess process, int events, Count count) throws Exception {
        return new Watch(process, count).figures(events);
    }

    private Figures figures(int events) throws Exception {
        var first = until(1);
        var half = until(events / 2);
        var all = until(events);
        return new Figures(
                perSecond(half, all),
                perSecond(first, half),
                1_000.0 * (all.cpuMillis - half.cpuMillis) / (all.counts.distinct - half.counts.distinct),
                process.megabytes("VmHWM"),
                all.counts.distinct,
                all.counts.sent - all.counts.distinct);
    }

    private static double perSecond(Moment from, Moment to) {
        return 1e9 * (to.counts.distinct - from.counts.distinct) / (to.nanos - from.nanos);
    }

    private Moment until(long wanted) throws Exception {
        while (true) {
            var now = new Moment(System.nanoTime(), count.now(), process.cpuMillis());
            if (now.counts.distinct >= wanted) {
                return now;
            }
            if (!process.isAlive() || now.nanos > end) {
                throw new IOException("Only " + now.counts.distinct + " of " + wanted + " events came: " + process.printed());
            }
            Thread.sleep(LOOK_EVERY.toMillis());
        }
    }
}
