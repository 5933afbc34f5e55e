package org.sentinelbridge.sandbox.eventhubs;

import java.util.regex.Pattern;

/**
 * Understands where a receiver wants to start, as the filter {@code apache.org:selector-filter:string} says it, for example
 * {@code amqp.annotation.x-opt-offset > '123'}.
 */
final class StartPosition {

    private static final Pattern SELECTOR = Pattern.compile("amqp\\.annotation\\.(x-opt-[a-z-]+)\\s*>(=?)\\s*'([^']*)'");

    private StartPosition() {}

    /**
     * The sequence number of the first event to deliver.
     *
     * @param selector empty for the oldest event
     * @throws Refusal if an event hub would not know the selector
     */
    static long of(String selector, PartitionLog log) {
        if (selector.isEmpty()) {
            return log.firstSequence();
        }
        var matcher = SELECTOR.matcher(selector);
        if (!matcher.find()) {
            throw new Refusal(Refusal.BAD_ARGUMENT, "An event hub does not know the filter " + selector);
        }
        var annotation = matcher.group(1);
        var inclusive = !matcher.group(2).isEmpty();
        var value = matcher.group(3);
        if (annotation.equals("x-opt-offset") && value.equals("@latest")) {
            return log.nextSequence();
        }
        var number = number(value, selector);
        return switch (annotation) {
            case "x-opt-offset" -> log.seek(PartitionLog.Entry::offset, number, inclusive);
            case "x-opt-sequence-number" -> log.seek(PartitionLog.Entry::sequence, number, inclusive);
            case "x-opt-enqueued-time" -> log.seek(PartitionLog.Entry::enqueuedAt, number, inclusive);
            default -> throw new Refusal(Refusal.BAD_ARGUMENT, "Cannot filter on " + annotation);
        };
    }

    private static long number(String value, String selector) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new Refusal(Refusal.BAD_ARGUMENT, "No number in the filter " + selector);
        }
    }
}
