package org.sentinelbridge.component.notes;

/** The store cannot be used now; the same may work later. */
public final class NotesUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotesUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
