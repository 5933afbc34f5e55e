package org.sentinelbridge.component.outbox;

import java.util.List;
import java.util.concurrent.CompletionException;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.support.DefaultAsyncProducer;
import org.sentinelbridge.base.retry.Deadline;
import org.sentinelbridge.base.runs.Passage;

/** Puts the messages of an exchange into an outbox and goes on when they are on disk. */
final class OutboxProducer extends DefaultAsyncProducer {

    /** What its column in the store takes. Longer keys would fail for all who are in the same group. */
    static final int MOST_KEY = 256;

    private final Outbox outbox;
    private final String key;

    /** @param key the variable that holds the key; empty for none */
    OutboxProducer(OutboxEndpoint endpoint, Outbox outbox, String key) {
        super(endpoint);
        this.outbox = outbox;
        this.key = key;
    }

    /** Goes on with the route in a thread of the outbox, once the messages are on disk. */
    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            outbox.add(key(exchange), messages(exchange), Deadline.of(exchange).left()).whenComplete((receipt, failure) -> {
                if (failure == null) {
                    exchange.setVariable("accepted", receipt.accepted());
                    exchange.setVariable("duplicates", receipt.duplicates());
                } else {
                    Passage.enterThread(exchange);
                    exchange.setException(failure instanceof CompletionException wrapped ? wrapped.getCause() : failure);
                }
                callback.done(false);
                if (failure != null) {
                    Passage.leaveThread();
                }
            });
            return false;
        } catch (Exception e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
    }

    private String key(Exchange exchange) {
        if (key.isEmpty()) {
            return "";
        }
        var value = exchange.getVariable(key, String.class);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException("The variable " + key + ", which keeps the order in outbox:" + outbox.name()
                    + ", is not set");
        }
        if (value.length() > MOST_KEY || value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("The variable " + key + ", which keeps the order in outbox:" + outbox.name()
                    + ", is longer than " + MOST_KEY + " characters or holds the character 0");
        }
        return value;
    }

    private static List<OutboxMessage> messages(Exchange exchange) throws InvalidPayloadException {
        if (exchange.getMessage().getBody() instanceof List<?> list) {
            return list.stream().map(OutboxMessage.class::cast).toList();
        }
        return List.of(new OutboxMessage("", exchange.getMessage().getMandatoryBody(byte[].class)));
    }
}
