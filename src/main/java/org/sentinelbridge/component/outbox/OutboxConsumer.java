package org.sentinelbridge.component.outbox;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.TypeConversionException;
import org.apache.camel.support.DefaultConsumer;
import org.sentinelbridge.base.retry.WaitRequest;
import org.sentinelbridge.base.runs.Failures;
import org.sentinelbridge.base.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Claims messages, has them delivered by the route, and settles them or lets them wait. */
final class OutboxConsumer extends DefaultConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxConsumer.class);
    private static final int RENEWALS_IN_LEASE = 3;

    private final OutboxEndpoint options;
    private final Outboxes outboxes;
    private final Outbox outbox;
    private final Backoff backoff;
    private ExecutorService threads;
    private AutoCloseable renewal;
    private final Set<Delivery> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    OutboxConsumer(OutboxEndpoint endpoint, Processor processor, Outboxes outboxes, Outbox outbox) {
        super(endpoint, processor);
        this.options = endpoint;
        this.outboxes = outboxes;
        this.outbox = outbox;
        this.backoff = new Backoff(endpoint.getFirstDelay(), endpoint.getMostDelay());
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        stopping = false;
        renewal = outboxes.every(options.getLease().dividedBy(RENEWALS_IN_LEASE), () -> outbox.renew(options.getLease()));
        threads = getEndpoint().getCamelContext().getExecutorServiceManager()
                .newFixedThreadPool(this, "outbox-" + outbox.name(), options.getConcurrentConsumers());
        for (var i = 0; i < options.getConcurrentConsumers(); i++) {
            threads.execute(new Worker());
        }
    }

    /**
     * Claims nothing more, and waits for what is being delivered: it is settled or given back, so nothing comes twice. A delivery of
     * several calls ends after the one that it is at.
     */
    @Override
    protected void doStop() throws Exception {
        stopping = true;
        underWay.forEach(Delivery::stop);
        if (threads == null) {
            // it was never started
            super.doStop();
            return;
        }
        outbox.wakeUp();
        threads.shutdown();
        var timeout = getEndpoint().getCamelContext().getShutdownStrategy().getTimeout();
        if (!threads.awaitTermination(timeout, TimeUnit.SECONDS)) {
            LOG.warn("outbox:{}: a delivery did not end within {} s; it will be repeated", outbox.name(), timeout);
        }
        getEndpoint().getCamelContext().getExecutorServiceManager().shutdownNow(threads);
        renewal.close();
        super.doStop();
    }

    private void deliver(Delivery delivery) {
        var exchange = createExchange(true);
        underWay.add(delivery);
        if (stopping) {
            delivery.stop();
        }
        try {
            delivery.startIn(exchange);
            exchange.getMessage().setBody(new OutboxMessages(delivery.open()));
            exchange.setVariable("outbox_key", delivery.key());
            exchange.setVariable("outbox_attempts", delivery.attempts());
            getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
        try {
            if (exchange.getException() == null) {
                delivery.settle(delivery.open());
                backoff.worked(delivery.key());
                backoff.worked(delivery.keyAfterFailure());
                if (!backoff.isFailing()) {
                    outbox.wellbeing().works();
                }
            } else {
                if (!delivery.open().isEmpty()) {
                    outbox.counts().failed();
                }
                failed(exchange, delivery);
            }
        } finally {
            underWay.remove(delivery);
            releaseExchange(exchange, true);
            outbox.release(delivery);
        }
    }

    private void failed(Exchange exchange, Delivery delivery) {
        var failure = Failures.unwrapped(exchange.getException());
        var asked = retryAfter(exchange)
                .or(() -> failure instanceof WaitRequest wait ? wait.retryAfter() : Optional.empty());
        var forPerson = Optional.ofNullable(exchange.getVariable("advice", String.class)).filter(text -> !text.isEmpty());
        var cause = text(failure);
        if (stopping) {
            LOG.info("outbox:{}: what is not delivered yet comes after the next start", outbox.name());
            return;
        }
        delivery.failed();
        var wait = backoff.failed(delivery.keyAfterFailure(), asked);
        var text = forPerson.map(advice -> advice + " (" + cause + ")").orElse(cause);
        if (asked.isPresent() && forPerson.isEmpty()) {
            outbox.wellbeing().asksToWait(text, wait);
        } else {
            outbox.wellbeing().fails(text, forPerson.isPresent());
        }
        report(text, wait);
    }

    private static Optional<Duration> retryAfter(Exchange exchange) {
        try {
            return Optional.ofNullable(exchange.getVariable("outbox_retry_after", Long.class)).map(Duration::ofSeconds);
        } catch (TypeConversionException e) {
            LOG.warn("outbox_retry_after is no whole number of seconds: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private static String text(Throwable failure) {
        return failure.getClass().getSimpleName() + ": " + failure.getMessage();
    }

    private void report(String text, Duration wait) {
        LOG.warn("outbox:{}: not delivered, again in {} ms: {}", outbox.name(), wait.toMillis(), text);
    }

    /** Delivers one batch after the other, in a thread of its own. */
    private final class Worker implements Runnable {

        private Optional<Delivery> last = Optional.empty();

        @Override
        public void run() {
            try {
                while (!stopping) {
                    outbox.awaitWork(options.getBatchBytes(), options.getBatchWait(), options.getPoll(), () -> stopping);
                    if (!stopping && !deliverNext()) {
                        outbox.rest(options.getPoll(), () -> stopping);
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            awaitLast();
        }

        /** False if there is nothing that may be delivered now, or the store cannot be used. */
        private boolean deliverNext() {
            try {
                var next = outbox.claim(
                        options.getBatchMessages(), options.getBatchBytes(), options.getBatchWait(), options.getLease(), backoff.waiting());
                awaitLast(); // which was written with the claim or before it: they wait for the disk together
                last = next;
                if (next.isEmpty() && outbox.backlog().messages() == 0) {
                    outbox.wellbeing().over();
                }
                next.ifPresent(OutboxConsumer.this::deliver);
                return next.isPresent();
            } catch (RuntimeException e) {
                var text = "The store cannot be used: " + Store.rootMessage(e);
                outbox.wellbeing().fails(text, false);
                report(text, options.getPoll());
                return false;
            }
        }

        private void awaitLast() {
            last.ifPresent(Delivery::awaitSettled);
            last = Optional.empty();
        }
    }
}
