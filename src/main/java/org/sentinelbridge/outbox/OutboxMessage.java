package org.sentinelbridge.outbox;

import java.util.Objects;

/**
 * A message for the outbox, or from it.
 *
 * @param id by which a repeat is noticed; empty if it has none
 * @param body the message itself; not to be changed by anybody
 */
public record OutboxMessage(String id, byte[] body) {

    public OutboxMessage {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(body, "body");
    }
}
