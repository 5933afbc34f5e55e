package org.sentinelbridge.base.store;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/** Something to be written, and who waits for it. All but the future belongs to the thread of the {@link Writes}. */
final class Pending<T> {

    private final Writes.Write<T> write;
    private final Consumer<T> then;
    private final CompletableFuture<T> future = new CompletableFuture<>();
    private boolean wanted;
    private T result;

    Pending(Writes.Write<T> write, Consumer<T> then) {
        this.write = write;
        this.then = then;
    }

    /** Completes once it is on disk. Whoever completes it before that has given up. */
    CompletableFuture<T> future() {
        return future;
    }

    boolean isLarge() {
        return write.isLarge();
    }

    void write(Handle handle) throws Exception {
        wanted = !future.isDone(); // somebody may have given up
        if (wanted) {
            result = write.perform(handle);
        }
    }

    void done() {
        if (wanted) {
            then.accept(result);
        }
        future.complete(result);
    }

    void fail(Throwable failure) {
        future.completeExceptionally(failure);
    }
}
