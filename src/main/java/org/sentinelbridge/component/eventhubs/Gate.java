package org.sentinelbridge.component.eventhubs;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Counts the batches that are being worked on, and lets none in once it is closed. */
final class Gate {

    private final CountDownLatch closed = new CountDownLatch(1);
    private int inside;

    /** False once closed; else {@link #leave} must follow. */
    synchronized boolean enter() {
        if (isClosed()) {
            return false;
        }
        inside++;
        return true;
    }

    synchronized void leave() {
        inside--;
        notifyAll();
    }

    boolean isClosed() {
        return closed.getCount() == 0;
    }

    /** Waits, but no longer than until the gate is closed. */
    void pause(Duration most) throws InterruptedException {
        closed.await(most.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Closes, and waits for those inside.
     *
     * @return false if some are still inside after that time
     */
    synchronized boolean close(Duration most) throws InterruptedException {
        closed.countDown();
        var end = System.nanoTime() + most.toNanos();
        while (inside > 0) {
            var left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }
}
