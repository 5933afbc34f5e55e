package org.sentinelbridge.component.outbox;

import java.util.Arrays;
import java.util.Objects;

/**
 * A message for the outbox, or from it. A thousand messages that came in one request are a thousand parts of the same bytes, so that
 * large requests are in memory once.
 *
 * @param id by which a repeat is noticed; empty if it has none
 * @param bytes hold the message, and maybe others; not to be changed by anybody
 * @param from where in the bytes the message begins
 * @param length how many of the bytes it is
 */
public record OutboxMessage(String id, byte[] bytes, int from, int length) {

    public OutboxMessage {
        Objects.requireNonNull(id, "id");
        Objects.checkFromIndexSize(from, length, bytes.length);
    }

    /** @param body the message itself; not to be changed by anybody */
    public OutboxMessage(String id, byte[] body) {
        this(id, body, 0, body.length);
    }

    /** The message by itself. */
    public byte[] body() {
        return length == bytes.length ? bytes : Arrays.copyOfRange(bytes, from, from + length);
    }
}
