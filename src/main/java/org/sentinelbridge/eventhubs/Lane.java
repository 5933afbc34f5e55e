package org.sentinelbridge.eventhubs;

import com.azure.messaging.eventhubs.EventData;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The events of one partition that have come and not gone into the route yet. The SDK is asked for few at a time, since it keeps
 * several times what it is asked for, whatever the size of the events; here they become batches by number and by bytes. Used with
 * its lock only.
 */
final class Lane {

    private final ReentrantLock lock;
    private final Deque<EventData> waiting = new ArrayDeque<>();
    private long bytes;

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
        for (var event : events) {
            waiting.add(event);
            bytes += event.getBody().length;
        }
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Whether there is enough for a batch. */
    boolean isFull(EventHubsBatchConfiguration options) {
        return waiting.size() >= options.getBatchSize() || bytes >= options.getBatchBytes();
    }

    /** Takes the next batch out: no more events and bytes than may be together, but one event in any case. */
    List<EventData> next(EventHubsBatchConfiguration options) {
        var batch = new ArrayList<EventData>(Math.min(waiting.size(), options.getBatchSize()));
        var size = 0L;
        while (!waiting.isEmpty() && batch.size() < options.getBatchSize()) {
            var length = waiting.peek().getBody().length;
            if (!batch.isEmpty() && size + length > options.getBatchBytes()) {
                break;
            }
            size += length;
            bytes -= length;
            batch.add(waiting.poll());
        }
        return batch;
    }

    void clear() {
        waiting.clear();
        bytes = 0;
    }
}
