package org.sentinelbridge.component.eventhubs;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** Counts of one partition since the start. Thread safe. */
public final class PartitionStatus {

    private static final long NOTHING = Long.MAX_VALUE;
    private static final long UNKNOWN = Long.MIN_VALUE;

    private final String hub;
    private final String partition;
    private final AtomicLong events = new AtomicLong();
    private final AtomicLong batches = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private volatile long lastSequence = -1;
    /** When the oldest event that the route is working on was put into the hub. */
    private volatile long oldest = NOTHING;

    /** Sequence number of the last event that the route has done with; what came before this start counts as done. */
    private volatile long done = UNKNOWN;
    private volatile long newest = UNKNOWN;

    PartitionStatus(String hub, String partition) {
        this.hub = hub;
        this.partition = partition;
    }

    public String hub() {
        return hub;
    }

    public String partition() {
        return partition;
    }

    /** Events that the route has done with. */
    public long events() {
        return events.get();
    }

    /** Exchanges that ended well. */
    public long batches() {
        return batches.get();
    }

    /** Exchanges that ended with a failure, and checkpoints that could not be moved. */
    public long failures() {
        return failures.get();
    }

    /** Sequence number of the checkpoint, or -1 before the first one of this start. */
    public long lastSequence() {
        return lastSequence;
    }

    /** For how long the oldest event that is being worked on has been in the hub; nothing if there is none. */
    public Duration behind() {
        var since = oldest;
        return since == NOTHING ? Duration.ZERO : Duration.ofMillis(Math.max(0, System.currentTimeMillis() - since));
    }

    /** How many events the hub has that the route has not done with, as of some seconds ago; 0 if another process receives them. */
    public long behindEvents() {
        var end = newest;
        var at = done;
        return end == UNKNOWN || at == UNKNOWN ? 0 : Math.max(0, end - at);
    }

    void begins(long sequence, Instant enqueuedAt) {
        oldest = enqueuedAt.toEpochMilli();
        done = sequence - 1;
    }

    /** @param sequence of the newest event in the hub */
    void endsAt(long sequence) {
        newest = sequence;
    }

    /** Another process receives it, or did until now: where that is, is not known. */
    void isOfAnother() {
        done = UNKNOWN;
        newest = UNKNOWN;
    }

    void ends() {
        oldest = NOTHING;
    }

    void failed() {
        failures.incrementAndGet();
    }

    void done(int count) {
        events.addAndGet(count);
        batches.incrementAndGet();
    }

    void checkpoint(long sequence) {
        lastSequence = sequence;
        done = sequence;
    }
}
