package org.sentinelbridge.component.parked;

/** What was parked is not sent any more: something newer of the same has come since. */
public final class SupersededException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String run;

    /** @param run that brought the newer */
    public SupersededException(String run) {
        super("superseded by run " + run);
        this.run = run;
    }

    /** The run that brought the newer. */
    public String run() {
        return run;
    }
}
