package org.sentinelbridge.operate.doctor;

/** Looks at one thing. Who runs it ({@link Examination}) sees to it that it ends in time, whatever it throws. */
public interface Check {

    /** What is checked, in a word or two; the name of the finding. */
    String name();

    /** Looks. Takes a few seconds at the most, and need not catch anything. */
    Finding look() throws Exception;
}
