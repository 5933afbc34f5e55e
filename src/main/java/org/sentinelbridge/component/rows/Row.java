package org.sentinelbridge.component.rows;

import java.util.Optional;
import org.sentinelbridge.component.outbox.OutboxMessage;

/**
 * A row for a table, made of a message.
 *
 * @param json the row as a JSON object in UTF-8; empty if there is a fault
 * @param fault why no row could be made of the message
 */
record Row(OutboxMessage message, byte[] json, Optional<String> fault) {}
