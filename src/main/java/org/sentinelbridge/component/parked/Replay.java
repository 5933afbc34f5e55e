package org.sentinelbridge.component.parked;

import java.util.Arrays;
import java.util.Optional;
import org.apache.camel.Exchange;

/** The replay that an exchange is, as one of its properties: what was parked, and what became of it. */
final class Replay {

    private static final String PROPERTY = Replay.class.getName();

    private final ParkedMessage message;
    private final byte[] sent;
    private Optional<ParkedMessage> failure = Optional.empty();

    /** @param sent the body that is sent now; another one than was parked if a person has edited it */
    Replay(ParkedMessage message, byte[] sent) {
        this.message = message;
        this.sent = sent;
    }

    void begin(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
    }

    static Optional<Replay> of(Exchange exchange) {
        return Optional.ofNullable(exchange.getProperty(PROPERTY, Replay.class));
    }

    ParkedMessage message() {
        return message;
    }

    byte[] sent() {
        return sent;
    }

    /** Whether a request that is to be parked is the message itself, and not something that came of it. */
    boolean isOf(byte[] request) {
        return Arrays.equals(sent, request);
    }

    /** Takes note that the message would be parked once more. */
    void failed(ParkedMessage again) {
        failure = Optional.of(again);
    }

    /** How it failed, if it was about to be parked once more. */
    Optional<ParkedMessage> failure() {
        return failure;
    }
}
