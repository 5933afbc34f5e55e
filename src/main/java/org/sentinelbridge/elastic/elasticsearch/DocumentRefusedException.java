package org.sentinelbridge.elastic.elasticsearch;

/** A document will never be taken; the text says why. Thrown by routes, so that what they park has a cause. */
public final class DocumentRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DocumentRefusedException(String message) {
        super(message);
    }
}
