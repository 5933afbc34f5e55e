package org.sentinelbridge.component.polling;

import java.time.Duration;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.jdbi.v3.core.JdbiException;
import org.sentinelbridge.base.health.Wellbeing;
import org.sentinelbridge.base.retry.WaitRequest;
import org.sentinelbridge.base.runs.Failures;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What fails in a poll: something of one incident, which is left to later polls, or the poll as a whole, after which there is a
 * pause that grows from one to the next up to the interval, or is as long as Sentinel asks.
 */
public final class PollFailures {

    private static final Logger LOG = LoggerFactory.getLogger(PollFailures.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final int MOST_DOUBLED = 20;

    private final Duration interval;
    private final Wellbeing wellbeing = new Wellbeing();
    private int inARow;

    /** @param interval between two polls that go well */
    PollFailures(Duration interval) {
        this.interval = interval;
    }

    /** Sentinel failed at an incident, or did not answer. */
    public void notNow(Exchange exchange) {
        IncidentPolls.poll(exchange).notNow();
    }

    /** Something of an incident could not be read. Answers how often that has happened until now. */
    public int countFailure(Exchange exchange, Incident incident) {
        return IncidentPolls.poll(exchange).failed(incident, text(caught(exchange)));
    }

    /**
     * Leaves an incident to a later poll, which takes it after the others, and ends this one.
     *
     * @throws Exception the one that has been caught
     */
    public void postpone(Exchange exchange, Incident incident) throws Exception {
        IncidentPolls.poll(exchange).postpone(incident);
        throw caught(exchange);
    }

    /**
     * Ends the poll if Sentinel has asked to wait.
     *
     * @throws Exception the one that has been caught
     */
    public void obey(Exchange exchange) throws Exception {
        var cause = caught(exchange);
        if (cause instanceof WaitRequest request && request.retryAfter().isPresent()) {
            throw cause;
        }
    }

    /**
     * A page of the list is too much to be read; a smaller one is asked for instead.
     *
     * @throws Exception the one that has been caught, if there is no smaller one
     */
    public void smallerPage(Exchange exchange) throws Exception {
        if (!IncidentPolls.poll(exchange).smallerPage()) {
            throw caught(exchange);
        }
    }

    /** A poll has seen everything, though perhaps not got all that it wanted. */
    void ended(Poll poll) {
        inARow = 0;
        poll.trouble().ifPresentOrElse(text -> wellbeing.fails(text, false), wellbeing::works);
    }

    /**
     * A poll has broken off. For the journal this sets the variables {@code outcome} and {@code cause}, unless all is as it should be.
     *
     * @param isStopping whether the bridge is
     * @return how long to wait before the next
     */
    Duration brokeOff(Exchange exchange, boolean isStopping) {
        var cause = innermost(caught(exchange));
        var isPaced = cause instanceof Pace.TooFast;
        inARow = isPaced ? 0 : inARow + 1;
        var wait = cause instanceof WaitRequest request ? request.retryAfter() : Optional.<Duration>empty();
        var pause = wait.orElseGet(this::backoff);
        if (isStopping) {
            LOG.info("{}: stopped; the next start goes on from here", exchange.getFromRouteId());
        } else if (isPaced) {
            LOG.info("{}: goes on in {} s: {}", exchange.getFromRouteId(), pause.toSeconds(), cause.getMessage());
        } else {
            var advice = Optional.ofNullable(exchange.getVariable("advice", String.class)).filter(said -> !said.isEmpty());
            var text = advice.map(said -> said + " (" + text(cause) + ")").orElseGet(() -> text(cause));
            exchange.setVariable("outcome", "failed");
            exchange.setVariable("cause", text);
            if (wait.isPresent() && advice.isEmpty()) {
                wellbeing.asksToWait(text, pause);
            } else {
                wellbeing.fails(text, advice.isPresent());
            }
            LOG.warn("{}: not polled, again in {} ms: {}", exchange.getFromRouteId(), pause.toMillis(), text);
        }
        return isStopping ? Duration.ZERO : pause;
    }

    private Duration backoff() {
        var millis = FIRST_PAUSE.toMillis() << Math.min(inARow - 1, MOST_DOUBLED);
        return Duration.ofMillis(Math.min(millis, interval.toMillis()));
    }

    /** Whether polls go well. */
    Wellbeing wellbeing() {
        return wellbeing;
    }

    private static Exception caught(Exchange exchange) {
        return exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    }

    private static Throwable innermost(Exception failure) {
        var cause = Failures.unwrapped(failure);
        while (cause instanceof JdbiException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static String text(Throwable failure) {
        return failure.getClass().getSimpleName() + ": " + failure.getMessage();
    }
}
