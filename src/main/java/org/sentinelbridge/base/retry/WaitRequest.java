package org.sentinelbridge.base.retry;

import java.time.Duration;
import java.util.Optional;

/** A failure that may tell how long to wait before the next attempt, as HTTP's Retry-After does. */
public interface WaitRequest {

    /** How long the other side wants callers to wait. */
    Optional<Duration> retryAfter();

    /** Whether it counts what it is sent, and has been sent too much; else it is not well, and says nothing of how much it takes. */
    default boolean isThrottle() {
        return false;
    }
}
