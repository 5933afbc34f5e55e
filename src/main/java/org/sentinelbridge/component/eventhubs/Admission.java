package org.sentinelbridge.component.eventhubs;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Who may be in the route at the same time, of all partitions: so many batches, and so many bytes of uncompressed events. In the order
 * of arrival, so that a large batch is not passed by small ones for ever. Thread safe.
 */
final class Admission {

    private static final long LOOK_MILLIS = 200;

    private final Semaphore door = new Semaphore(1, true);
    private final Semaphore batches;
    private final Semaphore room;
    private final int most;

    /**
     * @param batches how many
     * @param most bytes; a batch that has more is alone
     */
    Admission(int batches, int most) {
        this.batches = new Semaphore(batches);
        this.room = new Semaphore(most);
        this.most = most;
    }

    /** Waits for a place; false once it is given up. Who gets one must {@link #leave}. */
    boolean enter(long bytes, BooleanSupplier isGivenUp) throws InterruptedException {
        if (!take(door, 1, isGivenUp)) {
            return false;
        }
        try {
            if (!take(batches, 1, isGivenUp)) {
                return false;
            }
            var isIn = false;
            try {
                isIn = take(room, part(bytes), isGivenUp);
                return isIn;
            } finally {
                if (!isIn) {
                    batches.release();
                }
            }
        } finally {
            door.release();
        }
    }

    void leave(long bytes) {
        room.release(part(bytes));
        batches.release();
    }

    private int part(long bytes) {
        return (int) Math.min(most, bytes);
    }

    private static boolean take(Semaphore semaphore, int permits, BooleanSupplier isGivenUp) throws InterruptedException {
        while (!semaphore.tryAcquire(permits, LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            if (isGivenUp.getAsBoolean()) {
                return false;
            }
        }
        return true;
    }
}
