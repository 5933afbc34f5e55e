package org.sentinelbridge.component.polling;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Exchange;
import org.sentinelbridge.base.health.Wellbeing;
import org.sentinelbridge.base.store.Store;
import org.sentinelbridge.component.records.SourceRecord;

/**
 * When to poll, and what to do when a poll begins, goes on, ends or fails. Several processes may share a store: one polls at a
 * time, and another goes on where it stopped if it dies.
 */
public final class IncidentPolls implements AutoCloseable {

    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final Duration RENEW = Duration.ofSeconds(15);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(10);
    private static final int KEEP_EVERY = 20;
    private static final int MOST_CALLS = 100;
    private static final Duration CALLS_WITHIN = Duration.ofMinutes(5);
    private static final String POLL = "poll";

    private final CursorTable cursor;
    private final PollOptions options;
    private final ScheduledThreadPoolExecutor timer;
    private final AtomicLong dueNanos = new AtomicLong(System.nanoTime());
    private final Pace pace = new Pace(MOST_CALLS, CALLS_WITHIN);
    private final PollCounts counts = new PollCounts();
    private final PollFailures failures;
    private volatile boolean polling;
    private volatile boolean closed;
    private int unkept;

    /** @param name what is polled; the same for all processes that share the work */
    public IncidentPolls(Store store, String name, PollOptions options) {
        this.cursor = new CursorTable(store, name);
        this.options = options;
        this.failures = new PollFailures(options.interval());
        this.timer = new ScheduledThreadPoolExecutor(1, task -> {
            var thread = new Thread(task, "poll-lease");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Begins to keep the turn of a poll that goes on. */
    public void start() {
        timer.scheduleWithFixedDelay(() -> {
            if (polling) {
                cursor.renew(LEASE);
            }
        }, RENEW.toMillis(), RENEW.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether it may be time to poll. */
    public boolean isDue() {
        return !closed && System.nanoTime() - dueNanos.get() >= 0;
    }

    /** Begins a poll, if it is our turn: then the exchange variable {@code poll} holds it, a {@link Poll}. */
    public void begin(Exchange exchange) {
        var turn = cursor.take(LEASE, options.initialInterval());
        turn.state().ifPresent(state -> {
            polling = true;
            exchange.setVariable(POLL, new Poll(state, options.pageSize(), options.overlap(), InstantSource.system()));
        });
        if (turn.state().isEmpty()) {
            waitFor(turn.pause().compareTo(LOOK_EVERY) < 0 ? turn.pause() : LOOK_EVERY);
        }
    }

    /** Takes the page that was read, see {@link Poll#take}. */
    public void take(Exchange exchange, JsonNode page) {
        poll(exchange).take(page);
    }

    /**
     * Before each call for the alerts of an incident.
     *
     * @throws Pace.TooFast if too many have been made lately
     * @throws IllegalStateException if the bridge is stopping or Sentinel seems to be out of order; another poll goes on from here
     */
    public void awaitCall(Exchange exchange) {
        if (closed) {
            throw new IllegalStateException("the bridge is stopping");
        }
        if (current(exchange).filter(Poll::isOutOfOrder).isPresent()) {
            throw new IllegalStateException("the alerts of several incidents in a row could not be read");
        }
        pace.take();
    }

    /**
     * The alerts of an incident as records; counted if it is a poll that reads them.
     *
     * @param answer {@code {"value": [alert, …]}}
     * @throws IOException if it is anything else
     */
    public List<SourceRecord> alerts(Exchange exchange, JsonNode answer) throws IOException {
        var found = Incident.alertRecords(answer);
        current(exchange).ifPresent(poll -> poll.takeAlerts(found.size()));
        return found;
    }

    /** None if a person has an incident read once more. */
    private static Optional<Poll> current(Exchange exchange) {
        return Optional.ofNullable(poll(exchange));
    }

    /** All of an incident has been handled. Kept now and then, in case this process dies. */
    public void done(Exchange exchange, Incident incident) {
        poll(exchange).done(incident);
        if (++unkept >= KEEP_EVERY) {
            keep(exchange);
        }
    }

    /**
     * All of the page has been handled.
     *
     * @throws IllegalStateException if another process has taken over; nothing is lost then
     */
    public void pageDone(Exchange exchange) {
        poll(exchange).pageDone();
        keep(exchange);
    }

    private void keep(Exchange exchange) {
        unkept = 0;
        if (!cursor.keep(poll(exchange).state(), LEASE)) {
            throw new IllegalStateException("another process has taken over the polling");
        }
    }

    /** Ends a poll that has seen everything, though perhaps not got all that it wanted. */
    public void end(Exchange exchange) {
        var poll = poll(exchange);
        polling = false;
        failures.ended(poll);
        cursor.giveBack(poll.state(), options.interval());
        counts.polled(poll);
        exchange.setVariable("items", poll.getIncidents());
        waitFor(FIRST_WAIT);
    }

    /**
     * Ends a poll that failed; what it has handled stays handled, and the next one goes on from there. For the journal it sets the
     * variable {@code items}, and others as {@link PollFailures#brokeOff} says.
     */
    public void failed(Exchange exchange) {
        var pause = failures.brokeOff(exchange, closed);
        polling = false;
        waitFor(FIRST_WAIT);
        current(exchange).ifPresent(poll -> {
            counts.read(poll);
            exchange.setVariable("items", poll.getIncidents());
            cursor.giveBack(poll.state(), pause);
        });
    }

    private void waitFor(Duration wait) {
        dueNanos.set(System.nanoTime() + wait.toNanos());
    }

    static Poll poll(Exchange exchange) {
        return exchange.getVariable(POLL, Poll.class);
    }

    /** What the routes tell of failures. */
    public PollFailures failures() {
        return failures;
    }

    /** Whether polls go well. */
    public Wellbeing wellbeing() {
        return failures.wellbeing();
    }

    PollCounts counts() {
        return counts;
    }

    /** Begins no more polls; one that is under way stops after the incident that it is at. */
    @Override
    public void close() {
        closed = true;
        timer.shutdownNow();
    }
}
