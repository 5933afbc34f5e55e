package org.sentinelbridge.app;

import org.opentest4j.TestAbortedException;

/** Tests that need something which this machine does not have: they are skipped, and the build's output says why. */
public final class Skipped {

    private Skipped() {}

    /** Ends the test, or all of its class when called before them. */
    public static TestAbortedException because(String reason) {
        System.out.println("SKIPPED: " + reason);
        return new TestAbortedException(reason);
    }
}
