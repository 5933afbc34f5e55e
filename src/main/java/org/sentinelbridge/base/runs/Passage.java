package org.sentinelbridge.base.runs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.MDC;

/**
 * A run under way: what is noted of it until its exchange ends, by the exchange itself and by the parts that it is split
 * into. Its id is the exchange variable {@code run_id} and, in log lines, the context value {@code run_id}.
 */
public final class Passage extends SynchronizationAdapter {

    static final String PROPERTY = Passage.class.getName();
    static final String RUN_ID = "run_id";
    private static final int MOST_PARKED = 20;

    private final String runId;
    private final String flow;
    private final long startedAt;
    private final int items;
    private final Consumer<Run> journal;
    private final RunSteps steps = new RunSteps();
    private final List<String> parked = new ArrayList<>(0);
    private String failedStep = "";
    private String parkedAtStep = "";
    private String parkedCause = "";
    private int status;

    private Passage(String runId, String flow, long startedAt, int items, Consumer<Run> journal) {
        this.runId = runId;
        this.flow = flow;
        this.startedAt = startedAt;
        this.items = items;
        this.journal = journal;
    }

    /**
     * Begins a run with an exchange that has just been made. When the exchange ends, the run is told to the journal.
     *
     * @param flow the route that it begins with
     * @param items how many messages there are in it, as far as that is known yet
     */
    static void begin(Exchange exchange, String flow, int items, Consumer<Run> journal) {
        var runId = exchange.getExchangeId();
        var passage = new Passage(runId, flow, exchange.getClock().getCreated(), items, journal);
        exchange.setProperty(PROPERTY, passage);
        exchange.setProperty(ExchangePropertyKey.MESSAGE_HISTORY, passage.steps);
        exchange.setVariable(RUN_ID, runId);
        exchange.getExchangeExtension().addOnCompletion(passage);
        MDC.put(RUN_ID, runId);
    }

    /** The run that an exchange belongs to, if it began with a route that is on record. */
    public static Optional<Passage> of(Exchange exchange) {
        return Optional.ofNullable(exchange.getProperty(PROPERTY, Passage.class));
    }

    /** The id of the run that an exchange belongs to. */
    public static String runId(Exchange exchange) {
        return of(exchange).map(passage -> passage.runId).orElseGet(exchange::getExchangeId);
    }

    /** Log lines of this thread belong to this run until {@link #leaveThread}; for a run that goes on in another thread. */
    public static void enterThread(Exchange exchange) {
        MDC.put(RUN_ID, runId(exchange));
    }

    /** Log lines of this thread belong to no run any more. */
    public static void leaveThread() {
        MDC.remove(RUN_ID);
    }

    /** The id of the step at which an exchange fails that fails now: the one that began last; empty if none has begun. */
    public static String lastStep(Exchange exchange) {
        return RunSteps.last(exchange);
    }

    /** Notes the step that has failed; the last one counts. */
    public synchronized void failedAt(String step) {
        failedStep = step;
    }

    /** Notes what the caller is answered, which may differ from what the route meant if it went wrong after that. */
    public void answered(int answered) {
        status = answered;
    }

    /** Notes that something of the run was parked. */
    public synchronized void parked(String id, String step, String cause) {
        if (parked.isEmpty()) {
            parkedAtStep = step;
            parkedCause = cause;
        }
        if (parked.size() < MOST_PARKED) {
            parked.add(id);
        }
    }

    @Override
    public void onDone(Exchange exchange) {
        try {
            RunFacts.of(exchange, this).ifPresent(journal);
        } finally {
            leaveThread();
        }
    }

    String runId() {
        return runId;
    }

    String flow() {
        return flow;
    }

    long startedAt() {
        return startedAt;
    }

    int items() {
        return items;
    }

    RunSteps steps() {
        return steps;
    }

    int status() {
        return status;
    }

    synchronized List<String> parked() {
        return List.copyOf(parked);
    }

    synchronized String failedStep() {
        return parkedAtStep.isEmpty() ? failedStep : parkedAtStep;
    }

    synchronized String parkedCause() {
        return parkedCause;
    }
}
