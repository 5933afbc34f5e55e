package org.sentinelbridge.elastic.elasticsearch;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.sentinelbridge.base.retry.Deadline;

/**
 * Waits before documents are sent again: as long as Elasticsearch asks for, else from failure to failure twice as long up to half
 * a minute, of which the second half is left to chance, so that not all come back at once. Once nothing could be settled for the
 * time that the settings allow, or until the deadline of somebody who waits, or when the bridge stops, the failure goes on to who brought the documents.
 */
public final class Patience implements Processor, AutoCloseable {

    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final int MOST_DOUBLINGS = 10;

    /**
     * Since when nothing could be settled.
     *
     * @param failures how many attempts have failed since then; 0 for none
     */
    record State(int failures, long sinceNanos) {

        static final State NEW = new State(0, 0);

        State failed() {
            return new State(failures + 1, failures == 0 ? System.nanoTime() : sinceNanos);
        }

        Duration lasting() {
            return Duration.ofNanos(System.nanoTime() - sinceNanos);
        }
    }

    private final Duration first;
    private final Duration most;
    private final Condition condition;
    private final Runnable beforeNext;
    private final CountDownLatch stopping = new CountDownLatch(1);

    /**
     * @param first the wait after the first failure
     * @param most how long in all
     * @param beforeNext what else is to be done before the next attempt
     */
    Patience(Duration first, Duration most, Condition condition, Runnable beforeNext) {
        this.first = first;
        this.most = most;
        this.condition = condition;
        this.beforeNext = beforeNext;
    }

    /** @throws ElasticsearchFailure the one that has been caught, if it is not to be waited any longer */
    @Override
    public void process(Exchange exchange) throws InterruptedException {
        var failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, ElasticsearchFailure.class);
        var shipment = exchange.getVariable("shipment", Shipment.class);
        condition.failed(failure);
        var state = shipment.patience().failed();
        shipment.patience(state);
        var wait = failure.retryAfter().orElseGet(() -> own(state.failures()));
        var isTooLong = state.lasting().plus(wait).compareTo(most) > 0
                || Deadline.find(exchange).filter(deadline -> deadline.left().compareTo(wait) <= 0).isPresent();
        if (isTooLong || stopping.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
            throw failure;
        }
        beforeNext.run();
    }

    /** Ends all waiting. */
    @Override
    public void close() {
        stopping.countDown();
    }

    private Duration own(int failures) {
        var doubled = Math.min(LONGEST.toMillis(), first.toMillis() << Math.min(failures - 1, MOST_DOUBLINGS));
        return Duration.ofMillis(doubled / 2 + ThreadLocalRandom.current().nextLong(doubled / 2 + 1));
    }
}
