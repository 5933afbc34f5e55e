package org.sentinelbridge.base.retry;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.util.TimeUtils;
import org.sentinelbridge.base.runs.Failures;
import org.sentinelbridge.base.runs.Passage;

/**
 * Takes note of each failure of an exchange ({@code onExceptionOccurredRef: attempts}) and answers whether it may be tried again
 * ({@code retryWhile}), by the table of failures in error-policy.camel.yaml.
 *
 * <p>The wait before the next attempt is what the other side asks for ({@link WaitRequest}), else it doubles from one
 * attempt to the next, spread at random by half. Camel 4.17 has no Retry-After of its own; it obeys the header
 * {@code CamelRedeliveryDelay}, which this sets.
 */
public final class Attempts implements Processor {

    private static final String COUNTS = Attempts.class.getName() + ".counts";
    private static final String STEP = Attempts.class.getName() + ".step";

    private static final Duration ONE_CALL = Duration.ofMillis(500);
    private static final int MOST_DOUBLINGS = 6;

    private final long firstDelayMillis;
    private final FailureTable table;

    /**
     * @param firstDelay the wait before the second attempt, such as {@code 250ms}, where the other side asks for none
     * @param table which failures are tried again, as {@link FailureTable} says
     */
    public Attempts(String firstDelay, String table) {
        this.firstDelayMillis = TimeUtils.toMilliSeconds(firstDelay);
        this.table = new FailureTable(table);
    }

    /**
     * Counts the failure, remembers the step that failed, and sets the wait before the next attempt. For answers and logs it
     * sets the variables {@code failure_kind} (the exception's simple name), {@code failure_message}, {@code retry_after}
     * (whole seconds), and from the table {@code status} and {@code keep} ({@code no}, {@code park} or {@code queue}).
     */
    @Override
    public void process(Exchange exchange) {
        var failure = Failures.unwrapped(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
        var count = counts(exchange).merge(kind(failure), 1, Integer::sum);
        var step = Passage.lastStep(exchange);
        exchange.setProperty(STEP, step);
        Passage.of(exchange).ifPresent(run -> run.failedAt(step));
        var delay = delay(failure, count);
        exchange.getIn().setHeader(Exchange.REDELIVERY_DELAY, delay.toMillis());
        exchange.setVariable("failure_kind", failure == null ? "" : failure.getClass().getSimpleName());
        exchange.setVariable("failure_message", failure == null ? "" : String.valueOf(failure.getMessage()));
        exchange.setVariable("retry_after", Math.max(1, (delay.toMillis() + 999) / 1000));
        var row = table.of(failure);
        exchange.setVariable("status", row.status());
        exchange.setVariable("keep", row.keep());
    }

    /**
     * Whether the exchange may be tried again after the failure that was just noted: as often as the table says for failures of its
     * class, and only if the wait and one more call fit into what is left before the {@link Deadline}.
     */
    public boolean left(Exchange exchange) {
        var failure = Failures.unwrapped(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
        var delay = exchange.getIn().getHeader(Exchange.REDELIVERY_DELAY, 0L, long.class);
        return counts(exchange).getOrDefault(kind(failure), 0) <= table.of(failure).retries()
                && Deadline.of(exchange).left().minus(ONE_CALL).toMillis() > delay;
    }

    /** How many attempts an exchange has failed. */
    public static int failed(Exchange exchange) {
        return counts(exchange).values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The id of the step at which an exchange failed last; empty if it did not. */
    public static String failedStep(Exchange exchange) {
        return exchange.getProperty(STEP, "", String.class);
    }

    private Duration delay(Throwable failure, int count) {
        if (failure instanceof WaitRequest wait && wait.retryAfter().isPresent()) {
            return wait.retryAfter().get();
        }
        var doubled = firstDelayMillis << Math.min(count - 1, MOST_DOUBLINGS);
        return Duration.ofMillis(doubled / 2 + ThreadLocalRandom.current().nextLong(doubled + 1) / 2);
    }

    private static String kind(Throwable failure) {
        return failure == null ? "" : failure.getClass().getName();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Integer> counts(Exchange exchange) {
        Map<String, Integer> counts = exchange.getProperty(COUNTS, Map.class);
        if (counts == null) {
            counts = new HashMap<>();
            exchange.setProperty(COUNTS, counts);
        }
        return counts;
    }
}
