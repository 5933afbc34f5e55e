package org.sentinelbridge.component.conversation;

import java.time.Duration;
import java.util.Optional;
import org.sentinelbridge.base.retry.WaitRequest;

/** The store cannot keep now what is to be told, so nothing was told. */
public final class ConversationUnavailable extends RuntimeException implements WaitRequest {

    private static final long serialVersionUID = 1L;
    private static final Duration COME_AGAIN = Duration.ofSeconds(30);

    ConversationUnavailable(String message) {
        super(message);
    }

    ConversationUnavailable(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public Optional<Duration> retryAfter() {
        return Optional.of(COME_AGAIN);
    }
}
