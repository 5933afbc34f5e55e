package org.sentinelbridge.component.conversation;

import java.time.Duration;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.sentinelbridge.base.retry.Deadline;
import org.sentinelbridge.base.runs.Failures;
import org.sentinelbridge.base.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes what waits, one after the other, and has it told by the route. */
final class ConversationConsumer extends DefaultConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(ConversationConsumer.class);
    /** Of what other processes keep, this one learns within so long. */
    private static final Duration POLL = Duration.ofSeconds(1);

    private final Conversations conversations;
    private final Topic topic;
    private final Talk talk;
    private final Drain drain;
    private final Notices notices;
    private Thread thread;
    private volatile boolean stopping;

    ConversationConsumer(ConversationEndpoint endpoint, Processor processor, Conversations conversations, Topic topic, String notify) {
        super(endpoint, processor);
        this.conversations = conversations;
        this.topic = topic;
        this.talk = conversations.talk(topic.name());
        this.drain = conversations.drain(topic.name());
        this.notices = new Notices(endpoint.getCamelContext(), conversations.notices(topic.name()), topic, notify);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        stopping = false;
        thread = new Thread(this::work, "conversation-" + topic.name());
        thread.setDaemon(true);
        thread.start();
    }

    /** Waits for what is being told. */
    @Override
    protected void doStop() throws Exception {
        stopping = true;
        if (thread != null) {
            talk.bell().ring();
            thread.join(Drain.MOST.toMillis());
        }
        super.doStop();
    }

    private void work() {
        try {
            while (!stopping) {
                if (!tellNext()) {
                    talk.bell().await(POLL);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** False if there is nothing that may be told now. */
    private boolean tellNext() {
        try {
            if (drain.look()) {
                notices.tell();
            }
            if (stopping || talk.backlog().conversations() == 0 || !talk.budgets().pause().isZero()) {
                return false;
            }
            var next = drain.next();
            next.ifPresent(this::tell);
            return next.isPresent();
        } catch (RuntimeException e) {
            LOG.warn("conversation:{}: the store cannot be used: {}", topic.name(), Store.rootMessage(e));
            return false;
        }
    }

    private void tell(Drain.Next next) {
        var taken = next.taken();
        var exchange = createExchange(true);
        Deadline.set(exchange, Drain.MOST);
        try {
            conversations.begin(exchange, topic, taken);
            getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
        try {
            if (exchange.getException() == null) {
                conversations.settle(exchange);
            } else {
                failed(exchange, taken);
            }
        } catch (RuntimeException e) {
            LOG.warn("conversation:{}: {} is told once more: {}", topic.name(), taken.conversation().name(), Store.rootMessage(e));
        } finally {
            next.turn().close();
            releaseExchange(exchange, true);
        }
    }

    private void failed(Exchange exchange, Taken taken) {
        var failure = Failures.unwrapped(exchange.getException());
        var cause = failure.getClass().getSimpleName() + ": " + failure.getMessage();
        if ("queue".equals(exchange.getVariable("keep", String.class))) {
            talk.failed(failure, taken.waiting());
            drain.again(taken.conversation().failed());
            LOG.warn("conversation:{}: {} waits: {}", topic.name(), taken.conversation().name(), cause);
        } else {
            var advice = Optional.ofNullable(exchange.getVariable("advice", String.class)).filter(text -> !text.isEmpty()).orElse(cause);
            drain.again(taken.conversation().failed(advice, System.currentTimeMillis()));
            LOG.warn("conversation:{}: {} needs a person: {} ({})", topic.name(), taken.conversation().name(), advice, cause);
        }
    }
}
