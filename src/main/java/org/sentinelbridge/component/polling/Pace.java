package org.sentinelbridge.component.polling;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.sentinelbridge.base.retry.WaitRequest;

/**
 * Lets a call be made only so often within a span of time. Sentinel allows 100 reads of an incident's alerts in five minutes
 * (Microsoft's service limits), and counts those of other programs, too.
 */
public final class Pace {

    private final int most;
    private final Duration within;
    private final LongSupplier nanoTime;
    private final Deque<Long> calls = new ArrayDeque<>();

    public Pace(int most, Duration within) {
        this(most, within, System::nanoTime);
    }

    Pace(int most, Duration within, LongSupplier nanoTime) {
        this.most = most;
        this.within = within;
        this.nanoTime = nanoTime;
    }

    /** @throws TooFast if the call must wait; nothing is wrong then, and all that was done before it stays done */
    public synchronized void take() {
        var now = nanoTime.getAsLong();
        while (!calls.isEmpty() && now - calls.peek() >= within.toNanos()) {
            calls.remove();
        }
        if (calls.size() >= most) {
            throw new TooFast(most, Duration.ofNanos(within.toNanos() - (now - calls.peek())));
        }
        calls.add(now);
    }

    /** As many calls have been made as may be made for now. */
    public static final class TooFast extends RuntimeException implements WaitRequest {

        private static final long serialVersionUID = 1;

        private final Duration wait;

        TooFast(int most, Duration wait) {
            super(most + " incidents' alerts have been read; Sentinel allows no more for the next " + (wait.toSeconds() + 1) + " s");
            this.wait = wait;
        }

        @Override
        public Optional<Duration> retryAfter() {
            return Optional.of(wait);
        }
    }
}
