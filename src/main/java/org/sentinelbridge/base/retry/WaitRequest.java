package org.sentinelbridge.base.retry;

import java.time.Duration;
import java.util.Optional;

/** A failure that may tell how long to wait before the next attempt, as HTTP's Retry-After does. */
public interface WaitRequest {

    /** How long the other side wants callers to wait. */
    Optional<Duration> retryAfter();
}
