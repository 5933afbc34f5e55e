package org.sentinelbridge.component.outbox;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.sentinelbridge.base.store.Store;
import org.sentinelbridge.base.store.Writes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of a delivery on its way to disk, where it must get: what it takes out of the outbox would else be delivered again. */
final class Settlement {

    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);
    private static final long FIRST_WAIT_MILLIS = 50;
    private static final long MOST_WAIT_MILLIS = 2_000;

    private final String outbox;
    private final Writes writes;
    private final Writes.Write<Integer> write;
    private final Consumer<Integer> then;
    private final BooleanSupplier closed;
    private final CompletableFuture<Integer> first;

    /**
     * Has it written.
     *
     * @param then as for {@link Writes#submit(Writes.Write, Consumer)}
     * @param closed whether nobody shall wait any longer
     */
    Settlement(String outbox, Writes writes, Writes.Write<Integer> write, Consumer<Integer> then, BooleanSupplier closed) {
        this.outbox = outbox;
        this.writes = writes;
        this.write = write;
        this.then = then;
        this.closed = closed;
        this.first = writes.submit(write, then);
    }

    /** Returns when it is on disk, however often it must be written for that: until then nothing else may be delivered. */
    void await() {
        var written = first;
        for (var wait = FIRST_WAIT_MILLIS; ; wait = Math.min(2 * wait, MOST_WAIT_MILLIS)) {
            try {
                written.join();
                return;
            } catch (CompletionException e) {
                if (closed.getAsBoolean()) {
                    throw e;
                }
                LOG.error("outbox:{}: what was delivered cannot be deleted, deliveries wait: {}", outbox, Store.rootMessage(e));
                sleep(wait);
                written = writes.submit(write, then);
            }
        }
    }

    private static void sleep(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the store could not be written", e);
        }
    }
}
