package org.sentinelbridge.base.runs;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests that were refused before any route saw them. All are counted. Anybody can cause them, so of each status {@value
 * #BURST} and one more each {@value #MILLIS_EACH} ms are recorded and logged one by one; once a minute one row and one line
 * tell of the others.
 */
public final class Refusals implements AutoCloseable {

    static final int BURST = 20;
    static final int MILLIS_EACH = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    private final Journal journal;
    private final RunMeters meters;
    private final Map<String, String> flows;
    private final LongSupplier millis;
    private final Map<Integer, Lately> byStatus = new TreeMap<>();
    private final ScheduledExecutorService timer;

    /** @param flows the route behind each path */
    public Refusals(Journal journal, RunMeters meters, Map<String, String> flows) {
        this(journal, meters, flows, () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
    }

    Refusals(Journal journal, RunMeters meters, Map<String, String> flows, LongSupplier millis) {
        this.journal = journal;
        this.meters = meters;
        this.flows = flows;
        this.millis = millis;
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "refusals");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Begins to tell, once a minute, of those that are not told of one by one. */
    public void start() {
        timer.scheduleWithFixedDelay(this::tellOthers, 1, 1, TimeUnit.MINUTES);
    }

    /** Takes note of one. */
    public void refused(String path, String runId, int status, String message) {
        var run = run(runId, 1, flows.getOrDefault(path, "webhook"), status, message);
        meters.count(run);
        if (mayTell(run)) {
            LOG.info("run={} answered {}: {}", runId, status, message);
            journal.keep(run);
        }
    }

    private synchronized boolean mayTell(Run run) {
        var now = millis.getAsLong();
        var lately = byStatus.computeIfAbsent(run.status(), first -> new Lately(now));
        if (lately.allowance.take(now)) {
            return true;
        }
        lately.untold++;
        lately.flow = lately.untold == 1 || lately.flow.equals(run.flow()) ? run.flow() : "webhook";
        lately.message = run.cause();
        return false;
    }

    /** Tells of those that were not told of one by one. */
    synchronized void tellOthers() {
        byStatus.forEach((status, lately) -> {
            if (lately.untold > 0) {
                LOG.info("{} more requests were answered {}, the last one: {}", lately.untold, status, lately.message);
                journal.keep(run(UUID.randomUUID().toString(), lately.untold, lately.flow, status, lately.message));
                lately.untold = 0;
            }
        });
    }

    private static Run run(String id, int runs, String flow, int status, String message) {
        return new Run(
                id, runs, flow, "", "", "", 0, Outcome.REFUSED, status, Instant.now(), 0, "", message, List.of(), List.of());
    }

    /** Tells of what is left to tell. Close it before the journal. */
    @Override
    public void close() {
        timer.shutdownNow();
        tellOthers();
    }

    private static final class Lately {

        private final Allowance allowance;
        private int untold;
        private String flow = "";
        private String message = "";

        Lately(long now) {
            allowance = new Allowance(BURST, MILLIS_EACH, now);
        }
    }
}
