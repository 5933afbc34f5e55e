package org.sentinelbridge.component.parked;

/**
 * What is replayed is older than what has arrived since, which it would overwrite. Thrown by a route, it takes the message off the
 * list of what is parked.
 */
public final class SupersededException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String run;

    /** @param run the id of the run that brought what is newer */
    public SupersededException(String run) {
        super(message(run));
        this.run = run;
    }

    /** The id of the run that brought what is newer. */
    public String run() {
        return run;
    }

    static String message(String run) {
        return "superseded by run " + run + "; nothing to do";
    }
}
