package org.sentinelbridge.base.runs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;

/**
 * Reads off an exchange that has ended what is to be known of its run. Looks at the exchange variables {@code flow}, {@code
 * action}, {@code case_id}, {@code incident_id}; {@code accepted} and {@code duplicates}, which an outbox sets; {@code
 * status} and {@code failed_step}, which the error policies set; {@code dropped}, which a row mapping may make; {@code items},
 * {@code outcome} and {@code cause}, which a route may set where what follows from the others would be wrong.
 */
final class RunFacts {

    private static final int ERROR = 500;
    private static final int WRONG = 400;
    private static final int MOST_TEXT = 256;
    private static final int MOST_CAUSE = 2_000;

    private final Exchange exchange;
    private final Passage passage;

    private RunFacts(Exchange exchange, Passage passage) {
        this.exchange = exchange;
        this.passage = passage;
    }

    /** Nothing if it is no run: a tick of a clock at which nothing was to be done sets no flow. */
    static Optional<Run> of(Exchange exchange, Passage passage) {
        return new RunFacts(exchange, passage).run();
    }

    private Optional<Run> run() {
        var flow = text("flow");
        if (flow.isEmpty() && isTick()) {
            return Optional.empty();
        }
        var outcome = outcome();
        var trouble = outcome.isTrouble();
        return Optional.of(new Run(
                passage.runId(),
                1,
                flow.isEmpty() ? passage.flow() : flow,
                text("action"),
                text("case_id"),
                text("incident_id"),
                items(),
                outcome,
                passage.status(),
                Instant.ofEpochMilli(passage.startedAt()),
                exchange.getClock().elapsed(),
                trouble ? failedStep() : "",
                trouble ? cut(cause(), MOST_CAUSE) : dropped(),
                passage.parked(),
                trouble ? passage.steps().timed(passage.startedAt()) : List.of()));
    }

    private boolean isTick() {
        return exchange.getFromEndpoint() != null && exchange.getFromEndpoint().getEndpointBaseUri().startsWith("timer:");
    }

    private Outcome outcome() {
        var said = text("outcome");
        if (!said.isEmpty()) {
            return Outcome.of(said);
        }
        if (exchange.getException() != null) {
            return Outcome.FAILED;
        }
        if (!passage.parked().isEmpty()) {
            return Outcome.PARKED;
        }
        if (passage.status() >= WRONG) {
            return passage.status() >= ERROR ? Outcome.FAILED : Outcome.REFUSED;
        }
        return exchange.getVariable("accepted") == null ? Outcome.DELIVERED : Outcome.QUEUED;
    }

    private int items() {
        var said = exchange.getVariable("items");
        if (said instanceof Number number) {
            return number.intValue();
        }
        if (exchange.getVariable("accepted") instanceof Number accepted
                && exchange.getVariable("duplicates") instanceof Number duplicates) {
            return accepted.intValue() + duplicates.intValue();
        }
        return passage.items() == 0 && !text("case_id").isEmpty() ? 1 : passage.items();
    }

    private String failedStep() {
        var said = text("failed_step");
        return said.isEmpty() ? passage.failedStep() : said;
    }

    private String dropped() {
        var dropped = text("dropped");
        return dropped.isEmpty() ? "" : dropped + " of " + items() + " dropped: the mapping answers null";
    }

    /** What the caller was told is written for people; else what a person must do, if somebody knows, and the failure. */
    private String cause() {
        var said = exchange.getVariable("cause");
        if (said != null) {
            return said.toString();
        }
        if (passage.status() >= WRONG && exchange.getMessage().getBody() instanceof ObjectNode answer) {
            return answer.path("message").asText("");
        }
        if (exchange.getException() == null) {
            return passage.parkedCause();
        }
        var advice = text("advice");
        var failure = failure(exchange.getException());
        return advice.isEmpty() ? failure : advice + " (" + failure + ")";
    }

    private static String failure(Throwable failure) {
        var innermost = Failures.unwrapped(failure);
        return innermost.getClass().getSimpleName() + ": " + innermost.getMessage();
    }

    private String text(String variable) {
        var value = exchange.getVariable(variable);
        return value == null ? "" : cut(value.toString(), MOST_TEXT);
    }

    /** What a caller has sent may be of any length, and thousands of runs may wait to be written. */
    private static String cut(String text, int most) {
        return text.length() > most ? text.substring(0, most) : text;
    }
}
