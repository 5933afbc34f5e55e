package org.sentinelbridge.sandbox.kibana;

import java.util.Optional;

/** A call of a connector did not work. The message is what Kibana shows of it. */
final class CallFailed extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Optional<Http.Response> response;

    CallFailed(String message) {
        this(message, Optional.empty());
    }

    CallFailed(String message, Optional<Http.Response> response) {
        super(message);
        this.response = response;
    }

    /** What was answered, if that was the failure. */
    Optional<Http.Response> response() {
        return response;
    }
}
