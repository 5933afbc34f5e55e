package org.sentinelbridge.component.parked;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.sentinelbridge.base.retry.SideFailure;
import org.sentinelbridge.base.runs.Outcome;
import org.sentinelbridge.component.parked.Replayed.Reason;

/**
 * Reads off an exchange that has ended whether the message that it replayed has arrived.
 *
 * @param again the message as it is to be parked if it has not
 * @param supersededBy the run that brought something newer, if that is why it has not
 */
record Verdict(Replayed replayed, ParkedMessage again, Optional<String> supersededBy) {

    private static final int WRONG = 400;
    private static final int FAULT_OF_OURS = 500;

    static Verdict of(Replay replay, Exchange exchange) {
        var message = replay.message();
        var runId = exchange.getExchangeId();
        var cause = cause(replay, exchange);
        var newer = cause.flatMap(why -> newer(exchange));
        if (newer.isPresent()) {
            return new Verdict(Replayed.superseded(message.id(), newer.get(), runId), message, newer);
        }
        if (cause.isPresent()) {
            var again = replay.failure().orElse(message);
            return new Verdict(
                    new Replayed(message.id(), Outcome.PARKED, cause.get(), runId, reason(exchange)),
                    message.again(runId, again.step(), replay.failure().map(ParkedMessage::cause).orElse(cause.get()),
                            Parking.text(exchange, "failure_kind")),
                    Optional.empty());
        }
        var told = Optional.ofNullable(exchange.getVariable("replayed", String.class)).orElse("Done");
        var outcome = exchange.getVariable("accepted") == null ? Outcome.DELIVERED : Outcome.QUEUED;
        return new Verdict(new Replayed(message.id(), outcome, told, runId, Reason.NONE), message, Optional.empty());
    }

    /** Why it has not arrived, in the words that its sender would have been told, unless these only point to the log. */
    private static Optional<String> cause(Replay replay, Exchange exchange) {
        var exception = exchange.getException();
        if (exception != null) {
            return Optional.of(exception.getClass().getSimpleName() + ": " + exception.getMessage());
        }
        var status = exchange.getVariable("status", 0, int.class);
        var parked = replay.failure().map(failure -> failure.cause().isEmpty() ? "It would be parked again" : failure.cause());
        if (status >= WRONG && status != FAULT_OF_OURS && exchange.getMessage().getBody() instanceof ObjectNode answer) {
            return Optional.of(answer.path("message").asText(parked.orElse("Answered " + status)));
        }
        return status < WRONG ? parked : parked.or(() -> Optional.of("Answered " + status));
    }

    private static Optional<String> newer(Exchange exchange) {
        for (var failure = failure(exchange); failure != null; failure = failure.getCause()) {
            if (failure instanceof SupersededException superseded) {
                return Optional.of(superseded.run());
            }
        }
        return Optional.empty();
    }

    private static Throwable failure(Exchange exchange) {
        return exchange.getException() == null
                ? exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class)
                : exchange.getException();
    }

    private static Reason reason(Exchange exchange) {
        return SideFailure.is(failure(exchange)) ? Reason.SIDE : Reason.NONE;
    }

    boolean isDone() {
        return replayed.outcome() != Outcome.PARKED;
    }

    Replayed with(String more) {
        return new Replayed(
                replayed.id(), replayed.outcome(), replayed.message() + "." + more, replayed.runId(), replayed.reason());
    }

    /** For one that is done, but is still in the table. */
    Replayed stillThere(String why) {
        return new Replayed(replayed.id(), Outcome.PARKED, replayed.message() + ". But it cannot be taken out of the store: " + why
                + ". Replay it again later: it is made once only, except that an alert gets a second row", replayed.runId(),
                replayed.reason());
    }
}
