package org.sentinelbridge.base.validation;

/** What a caller names does not belong together. The message is what the one that is there belongs to. */
public final class MismatchException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public MismatchException(String owner) {
        super(owner);
    }
}
