package org.sentinelbridge.base.store;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waiting for the store, no longer than somebody has patience. */
final class Awaited {

    private Awaited() {}

    /**
     * What the store answers, or throws.
     *
     * @throws IllegalStateException if nothing is known by then. What has not begun by then never does
     */
    static <T> T get(Future<T> future, Duration patience) {
        try {
            return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new CompletionException(e.getCause());
        } catch (TimeoutException e) {
            future.cancel(false);
            throw new IllegalStateException("The store has not answered in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The bridge is stopping");
        }
    }
}
