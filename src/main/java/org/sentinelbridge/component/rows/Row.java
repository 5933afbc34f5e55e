package org.sentinelbridge.component.rows;

import java.util.Optional;
import org.sentinelbridge.component.outbox.OutboxMessage;

/**
 * A row for a table, made of a message.
 *
 * @param json the row as a JSON object in UTF-8; empty if there is a fault, or nothing is to be made of the message
 * @param stream where the row wants to go; empty for where all go
 * @param fault why no row could be made of the message
 * @param isDropped whether the mapping wants nothing to be made of the message
 */
record Row(OutboxMessage message, byte[] json, String stream, Optional<String> fault, boolean isDropped) {

    private static final byte[] NOTHING = new byte[0];

    static Row of(OutboxMessage message, byte[] json, String stream) {
        return new Row(message, json, stream, Optional.empty(), false);
    }

    static Row faulty(OutboxMessage message, String fault) {
        return new Row(message, NOTHING, "", Optional.of(fault), false);
    }

    static Row dropped(OutboxMessage message) {
        return new Row(message, NOTHING, "", Optional.empty(), true);
    }
}
