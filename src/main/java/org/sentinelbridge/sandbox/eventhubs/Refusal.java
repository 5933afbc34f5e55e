package org.sentinelbridge.sandbox.eventhubs;

import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.transport.ErrorCondition;

/** The namespace's "no" to a link or a transfer, with the AMQP error condition that the client is told. */
final class Refusal extends RuntimeException {

    /** What the client asks for is not there. The SDK does not try again. */
    static final String NOT_FOUND = "amqp:not-found";
    /** Another receiver with the same or a higher owner level has the partition. */
    static final String STOLEN = "amqp:link:stolen";
    /** Too many receivers. */
    static final String QUOTA = "amqp:resource-limit-exceeded";
    /** A transfer is no AMQP message. */
    static final String DECODE_ERROR = "amqp:decode-error";
    /** A filter that an event hub does not know. */
    static final String BAD_ARGUMENT = "com.microsoft:argument-error";
    /** Throttled. The SDK tries again. */
    static final String SERVER_BUSY = "com.microsoft:server-busy";

    private static final long serialVersionUID = 1L;

    private final String condition;

    Refusal(String condition, String message) {
        super(message, null, false, false);
        this.condition = condition;
    }

    ErrorCondition toErrorCondition() {
        return new ErrorCondition(Symbol.valueOf(condition), getMessage());
    }
}
