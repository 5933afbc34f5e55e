package org.sentinelbridge.operate.cli;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Ends the process when its stop takes too long, whoever holds it up: who asked for the stop kills what does not end, and what was
 * acknowledged is on disk.
 */
final class StopLimit {

    /** Supervisors and people allow for ten seconds. */
    private static final Duration MOST = Duration.ofMillis(8_500);
    /** As the Java machine ends after SIGTERM. */
    private static final int STOPPED = 143;

    private StopLimit() {}

    /** @param tell is told why the process ends */
    static void install(Consumer<String> tell) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            var limit = new Thread(() -> endAfter(tell), "stop-limit");
            limit.setDaemon(true);
            limit.setPriority(Thread.MAX_PRIORITY);
            limit.start();
        }, "stop-limit-begin"));
    }

    private static void endAfter(Consumer<String> tell) {
        try {
            TimeUnit.NANOSECONDS.sleep(MOST.toNanos());
            tell.accept("The stop has taken " + MOST.toMillis() + " ms and is cut short; what is not delivered comes after the next start.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            Runtime.getRuntime().halt(STOPPED);
        }
    }
}
