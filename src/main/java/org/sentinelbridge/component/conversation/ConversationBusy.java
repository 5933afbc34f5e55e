package org.sentinelbridge.component.conversation;

import java.time.Duration;
import java.util.Optional;
import org.sentinelbridge.base.retry.WaitRequest;

/** It cannot be told now, and the route does not want it to wait: nothing was kept. The message says what is in the way. */
public final class ConversationBusy extends RuntimeException implements WaitRequest {

    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    ConversationBusy(String message, Duration retryAfter) {
        super(message);
        this.retryAfter = retryAfter;
    }

    @Override
    public Optional<Duration> retryAfter() {
        return Optional.of(retryAfter);
    }
}
