package org.sentinelbridge.component.documents;

/** A request body is not what it should be; the message says where it broke. */
public final class UnreadableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableException(String message) {
        super(message);
    }
}
