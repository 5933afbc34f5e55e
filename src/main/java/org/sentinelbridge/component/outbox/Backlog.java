package org.sentinelbridge.component.outbox;

import java.time.Duration;
import java.util.Optional;

/**
 * What waits in an outbox, that under delivery included.
 *
 * @param messages how many
 * @param bytes how large all together
 * @param oldest how long the oldest has been waiting; zero if there is none
 */
public record Backlog(long messages, long bytes, Duration oldest) {

    /** Why no more may be added, if that is so. */
    Optional<String> over(Limits limits) {
        if (messages >= limits.messages()) {
            return Optional.of(messages + " messages are waiting");
        }
        if (bytes >= limits.bytes()) {
            return Optional.of(bytes / (1024 * 1024) + " MB are waiting");
        }
        if (oldest.compareTo(limits.age()) > 0) {
            return Optional.of("the oldest message has been waiting for " + oldest.toMinutes() + " minutes");
        }
        return Optional.empty();
    }
}
