package org.sentinelbridge.component.eventhubs;

import com.azure.messaging.eventhubs.EventData;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.sentinelbridge.component.records.RecordReader;

/**
 * The events of one partition that have come and not gone into the route yet. The SDK is asked for few at a time, since it keeps
 * several times what it is asked for, whatever the size of the events; here they become batches by number and by bytes, as many as
 * they have when uncompressed. Used with its lock only.
 */
final class Lane {

    private final ReentrantLock lock;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private long bytes;

    /**
     * @param bytes how many it has when uncompressed
     * @param since when it came, as {@link System#nanoTime} has it
     */
    private record Waiting(EventData event, int bytes, long since) {}

    /** @param bytes how many they have together when uncompressed */
    record Batch(List<EventData> events, long bytes) {}

    Lane() {
        this(new ReentrantLock());
    }

    private Lane(ReentrantLock lock) {
        this.lock = lock;
    }

    /**
     * An empty one for the same partition, because the SDK begins there again. What is under way in this one ends before anything
     * happens in the new one.
     */
    Lane again() {
        return new Lane(lock);
    }

    ReentrantLock lock() {
        return lock;
    }

    void add(List<EventData> events) {
        var now = System.nanoTime();
        for (var event : events) {
            var size = RecordReader.size(event.getBody());
            waiting.add(new Waiting(event, size, now));
            bytes += size;
        }
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Whether there is enough for a batch. */
    boolean isFull(EventHubsBatchConfiguration options) {
        return waiting.size() >= options.getBatchSize() || bytes >= options.getBatchBytes();
    }

    /** Whether the oldest event has waited for others as long as it may. */
    boolean isDue(EventHubsBatchConfiguration options) {
        return !waiting.isEmpty() && System.nanoTime() - waiting.peek().since() >= options.getBatchWait().toNanos();
    }

    /** Takes the next batch out: no more events and bytes than may be together, but one event in any case. */
    Batch next(EventHubsBatchConfiguration options) {
        var batch = new ArrayList<EventData>(Math.min(waiting.size(), options.getBatchSize()));
        var size = 0L;
        while (!waiting.isEmpty() && batch.size() < options.getBatchSize()) {
            var next = waiting.peek();
            if (!batch.isEmpty() && size + next.bytes() > options.getBatchBytes()) {
                break;
            }
            size += next.bytes();
            bytes -= next.bytes();
            batch.add(waiting.poll().event());
        }
        return new Batch(batch, size);
    }

    void clear() {
        waiting.clear();
        bytes = 0;
    }
}
