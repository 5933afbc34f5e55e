package org.sentinelbridge.component.outbox;

import java.time.Duration;
import java.util.Optional;
import org.sentinelbridge.base.retry.SideFailure;
import org.sentinelbridge.base.retry.WaitRequest;

/**
 * The outbox takes no message now: it is full, or its store cannot be written. Nothing of what was sent is kept, unless the store took
 * it without saying so in time; what comes again then is known by its id.
 */
public final class OutboxUnavailable extends RuntimeException implements SideFailure, WaitRequest {

    private static final long serialVersionUID = 1L;
    private static final Duration COME_AGAIN = Duration.ofSeconds(30);

    OutboxUnavailable(String message) {
        super(message);
    }

    OutboxUnavailable(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public Optional<Duration> retryAfter() {
        return Optional.of(COME_AGAIN);
    }
}
