package org.sentinelbridge.component.outbox;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** How much is in an outbox, as far as this process knows: it counts what it does itself, and is corrected now and then. */
final class Level {

    private long messages;
    private long bytes;
    private long claimedBytes;
    private long oldestMillis = System.currentTimeMillis();
    private long freeSinceNanos = System.nanoTime();

    /** After a count of what is in the store. */
    synchronized void set(Backlog counted) {
        messages = counted.messages();
        bytes = counted.bytes();
        oldestMillis = System.currentTimeMillis() - counted.oldest().toMillis();
        notifyAll();
    }

    synchronized void added(long moreMessages, long moreBytes) {
        if (messages == 0) {
            oldestMillis = System.currentTimeMillis();
        }
        if (free() == 0) {
            freeSinceNanos = System.nanoTime();
        }
        messages += moreMessages;
        bytes += moreBytes;
        notifyAll();
    }

    /** @param othersWait for how long what is left free has been waiting */
    synchronized void claimed(long moreBytes, Duration othersWait) {
        claimedBytes += moreBytes;
        freeSinceNanos = System.nanoTime() - othersWait.toNanos();
    }

    synchronized void released(long fewerBytes) {
        claimedBytes -= fewerBytes;
        notifyAll();
    }

    synchronized void settled(long fewerMessages, long fewerBytes) {
        claimedBytes -= fewerBytes;
        messages = Math.max(0, messages - fewerMessages);
        bytes = Math.max(0, bytes - fewerBytes);
    }

    synchronized Backlog backlog() {
        return new Backlog(
                messages,
                bytes,
                messages == 0 ? Duration.ZERO : Duration.ofMillis(System.currentTimeMillis() - oldestMillis));
    }

    /**
     * Waits until so many bytes are free to be claimed, or some have been for so long; while there are none, at most for so long.
     *
     * @param over is asked after each {@link #wakeUp}
     */
    synchronized void await(long enoughBytes, Duration longEnough, Duration most, BooleanSupplier over)
            throws InterruptedException {
        var end = System.nanoTime() + most.toNanos();
        while (free() < enoughBytes && !over.getAsBoolean()) {
            var until = free() > 0 ? freeSinceNanos + longEnough.toNanos() : end;
            var millis = (until - System.nanoTime() + 999_999) / 1_000_000;
            if (millis <= 0) {
                return;
            }
            wait(millis);
        }
    }

    /** Waits for a while, whatever comes, unless it is over. */
    synchronized void rest(Duration most, BooleanSupplier over) throws InterruptedException {
        var end = System.nanoTime() + most.toNanos();
        for (var left = most.toMillis(); left > 0 && !over.getAsBoolean(); left = (end - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
    }

    /** Lets all who wait ask whether it is over. */
    synchronized void wakeUp() {
        notifyAll();
    }

    private long free() {
        return Math.max(0, bytes - claimedBytes);
    }
}
