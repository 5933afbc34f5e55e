package org.sentinelbridge.parked;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.sentinelbridge.retry.Attempts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Parks the request of a failed exchange, with the cause. Reads the exchange variables {@code request} (the bytes as
 * received), {@code flow}, {@code action}, {@code case_id} and {@code incident_id}, as far as the route has set them, and sets
 * {@code parked} to the id of the parked message. If even that fails, {@code parked} is set to the empty text and the log
 * says so: the caller must get its answer all the same.
 */
public final class Parking implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(Parking.class);
    private static final int MOST_COLUMN = 256;

    private final ParkedMessages messages;

    public Parking(ParkedMessages messages) {
        this.messages = messages;
    }

    @Override
    public void process(Exchange exchange) {
        var failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        var message = new ParkedMessage(
                UUID.randomUUID().toString(),
                exchange.getExchangeId(),
                text(exchange, "flow"),
                Attempts.failedStep(exchange),
                text(exchange, "action"),
                text(exchange, "case_id"),
                text(exchange, "incident_id"),
                failure == null ? "" : String.valueOf(failure.getMessage()),
                Attempts.failed(exchange),
                Instant.now(),
                body(exchange));
        try {
            messages.add(message);
            exchange.setVariable("parked", message.id());
        } catch (RuntimeException e) {
            exchange.setVariable("parked", "");
            LOG.error("Run {} failed at {} and could not be parked either: {}", message.runId(), message.step(), rootMessage(e));
        }
    }

    private static String text(Exchange exchange, String variable) {
        var value = exchange.getVariable(variable, String.class);
        if (value == null) {
            return "";
        }
        return value.length() > MOST_COLUMN ? value.substring(0, MOST_COLUMN) : value;
    }

    private static String body(Exchange exchange) {
        var bytes = exchange.getVariable("request", byte[].class);
        // PostgreSQL cannot keep the character 0 in a text; valid JSON has none.
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8).replace('\0', '\uFFFD');
    }

    /** Not the message of the failure itself: that holds the statement with all its values. */
    private static String rootMessage(Throwable failure) {
        var root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
