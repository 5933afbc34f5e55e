package org.sentinelbridge.component.notes;

/** Something is asked for of which nothing was ever kept. Thrown by routes. */
public final class UnknownNameException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnknownNameException(String message) {
        super(message);
    }
}
