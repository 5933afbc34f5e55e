package org.sentinelbridge.component.rows;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.TypeConverter;
import org.sentinelbridge.component.documents.DocumentReader;
import org.sentinelbridge.component.documents.UnreadableException;
import org.sentinelbridge.component.outbox.OutboxMessage;

/** Finds the messages in a body, whoever has brought it. */
final class Messages {

    private static final DocumentReader READER = new DocumentReader();

    private Messages() {}

    /**
     * The messages in the body of an exchange. What cannot be read, or is empty, is one message too: it must not vanish, and shall not
     * come again and again.
     *
     * @throws IllegalArgumentException if a part of the body is neither bytes nor text
     */
    static List<OutboxMessage> of(Exchange exchange) {
        var messages = new ArrayList<OutboxMessage>();
        add(exchange.getMessage().getBody(), exchange.getContext().getTypeConverter(), messages);
        return messages;
    }

    private static void add(Object body, TypeConverter converter, List<OutboxMessage> messages) {
        if (body instanceof OutboxMessage message) {
            messages.add(message);
        } else if (body instanceof List<?> list) {
            list.forEach(part -> add(part, converter, messages));
        } else if (body instanceof Exchange exchange) {
            add(exchange.getMessage().getBody(), converter, messages);
        } else if (body instanceof Message message) {
            add(message.getBody(), converter, messages);
        } else {
            messages.addAll(read(bytes(body, converter)));
        }
    }

    private static List<OutboxMessage> read(byte[] bytes) {
        try {
            return READER.read(bytes);
        } catch (UnreadableException e) {
            return List.of(new OutboxMessage("", bytes));
        }
    }

    private static byte[] bytes(Object body, TypeConverter converter) {
        if (body == null) {
            return new byte[0];
        }
        var bytes = converter.tryConvertTo(byte[].class, body);
        if (bytes == null) {
            throw new IllegalArgumentException("rows: takes JSON as bytes, text or stream, or a list of these, but the body holds a "
                    + body.getClass().getName() + "; marshal it to JSON before");
        }
        return bytes;
    }
}
