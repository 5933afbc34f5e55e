package org.sentinelbridge.operate.manage;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that answer calls. What takes long has some of its own, so that the console stays quick meanwhile. */
final class Workers implements AutoCloseable {

    private static final int SHORT = 4;
    private static final int WAITING = 64;
    private static final int LONG = 4;

    private final ThreadPoolExecutor forShort = pool("manage", SHORT, new ArrayBlockingQueue<>(WAITING));
    private final ThreadPoolExecutor forLong = pool("manage-long", LONG, new SynchronousQueue<>());

    /** @throws java.util.concurrent.RejectedExecutionException if there is too much to do already */
    void execute(boolean isLong, Runnable task) {
        (isLong ? forLong : forShort).execute(task);
    }

    /** Interrupts what still runs. */
    @Override
    public void close() {
        forShort.shutdownNow();
        forLong.shutdownNow();
    }

    private static ThreadPoolExecutor pool(String name, int most, BlockingQueue<Runnable> queue) {
        var count = new AtomicInteger();
        var pool = new ThreadPoolExecutor(most, most, 10, TimeUnit.SECONDS, queue, task -> {
            var thread = new Thread(task, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
