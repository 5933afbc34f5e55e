package org.sentinelbridge.component.outbox;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/**
 * Messages for an outbox, or from it, in their order: a list that cannot be changed and that Camel can convert to bytes and text
 * ({@link OutboxConverters}), which it cannot do with any list.
 */
public final class OutboxMessages extends AbstractList<OutboxMessage> implements RandomAccess {

    private final List<OutboxMessage> messages;

    public OutboxMessages(List<OutboxMessage> messages) {
        this.messages = List.copyOf(messages);
    }

    @Override
    public OutboxMessage get(int index) {
        return messages.get(index);
    }

    @Override
    public int size() {
        return messages.size();
    }

    /** How many, and not what they hold: it gets into logs. */
    @Override
    public String toString() {
        return size() + " messages";
    }
}
