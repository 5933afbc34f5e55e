package org.sentinelbridge.component.rows;

/** No row can be made of a message; the text says why. Thrown by routes, for messages with a {@link Rows#fault}. */
public final class FaultyRowException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public FaultyRowException(String message) {
        super(message);
    }
}
