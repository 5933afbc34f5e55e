package org.sentinelbridge.bench.alerts;

/**
 * What one contestant did under one load, in one turn or in several.
 *
 * @param arrivedMeanwhile what had arrived when the load ended
 * @param arrived what had arrived when all had, or nothing more was waited for
 * @param drainSeconds how long that took after the load had ended
 * @param cpuMillis processor time of the contestant, until all had arrived
 * @param generatorMillis processor time of what sends the load, until the load ended
 * @param standInMillis processor time of the stand-in of Azure, until all had arrived
 * @param megabytes the most resident memory the contestant ever had
 * @param busyPercent of all cores while the load ran
 * @param othersPercent of all cores what programs used that do not belong to this, and the kernel for nobody
 * @param stolenPercent what the machine's host gave to others while the load ran
 */
record Outcome(
        Answers answers,
        Count arrivedMeanwhile,
        Count arrived,
        int lost,
        double drainSeconds,
        long cpuMillis,
        long generatorMillis,
        long standInMillis,
        long megabytes,
        double busyPercent,
        double othersPercent,
        double stolenPercent) {

    /** Both turns as one: sums, the longest wait for the last alerts, and the mean of what is in percent. */
    Outcome and(Outcome later) {
        return new Outcome(
                answers.and(later.answers),
                arrivedMeanwhile.and(later.arrivedMeanwhile),
                arrived.and(later.arrived),
                lost + later.lost,
                Math.max(drainSeconds, later.drainSeconds),
                cpuMillis + later.cpuMillis,
                generatorMillis + later.generatorMillis,
                standInMillis + later.standInMillis,
                Math.max(megabytes, later.megabytes),
                mean(later, busyPercent, later.busyPercent),
                mean(later, othersPercent, later.othersPercent),
                mean(later, stolenPercent, later.stolenPercent));
    }

    private double mean(Outcome later, double percent, double laterPercent) {
        var seconds = answers.seconds();
        return (seconds * percent + later.answers.seconds() * laterPercent) / (seconds + later.answers.seconds());
    }

    double acceptedPerSecond() {
        return answers.alerts() / answers.seconds();
    }

    double deliveredPerSecond() {
        return arrivedMeanwhile.distinct() / answers.seconds();
    }

    /** Processor time for 1,000 alerts. */
    double cpuMillisPerThousand() {
        return 1000.0 * cpuMillis / answers.alerts();
    }

    double standInMillisPerThousand() {
        return 1000.0 * standInMillis / answers.alerts();
    }

    double generatorMicrosPerRequest() {
        return 1000.0 * generatorMillis / answers.requests();
    }
}
