package org.sentinelbridge.operate.manage;

/** A running bridge cannot be reached, or does not do what was asked. The message says why and is meant for a person. */
public final class RemoteException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    RemoteException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** The HTTP status that the bridge answered; 0 if there was no answer. */
    public int status() {
        return status;
    }
}
