package org.sentinelbridge.base.runs;

import org.apache.camel.CamelExchangeException;

/** What has really happened, of a failure that Camel has wrapped. */
public final class Failures {

    private Failures() {}

    /** The failure without the wrapping of a splitter, which says only that one of its parts has failed. */
    public static Throwable unwrapped(Throwable failure) {
        var cause = failure;
        while (cause instanceof CamelExchangeException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
