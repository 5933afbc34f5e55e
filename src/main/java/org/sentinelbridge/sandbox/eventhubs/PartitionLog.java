package org.sentinelbridge.sandbox.eventhubs;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** The log of one partition, to which events are only appended. Confined to the thread of the {@link AmqpLoop}. */
final class PartitionLog {

    /**
     * One event.
     *
     * @param sequence without gaps
     * @param offset grows by the size of each event
     * @param enqueuedAt milliseconds since 1970, never less than those of the event before
     * @param bytes the whole encoded AMQP message, the annotations of the service included
     */
    record Entry(long sequence, long offset, long enqueuedAt, byte[] bytes) {}

    /** Encodes an event once its place is known. */
    interface Encoding {
        byte[] encode(long sequence, long offset, long enqueuedAt);
    }

    private final int mostEvents;
    private final long mostBytes;
    private final List<Entry> entries = new ArrayList<>();
    private long firstSequence;
    private long nextOffset;
    private long bytes;
    private long appended;

    /** @param options how much is kept, and with which sequence number the log begins */
    PartitionLog(EventHubOptions options) {
        mostEvents = options.retainedEvents();
        mostBytes = options.retainedBytes();
        firstSequence = options.firstSequence();
        // Whoever goes on from the offset that an earlier log had must not miss what is in this one.
        nextOffset = Math.multiplyExact(firstSequence, 1_000L);
    }

    Entry append(long now, Encoding encoding) {
        var sequence = nextSequence();
        var enqueuedAt = entries.isEmpty() ? now : Math.max(now, last().enqueuedAt());
        var entry = new Entry(sequence, nextOffset, enqueuedAt, encoding.encode(sequence, nextOffset, enqueuedAt));
        entries.add(entry);
        nextOffset += entry.bytes().length;
        bytes += entry.bytes().length;
        appended++;
        if (entries.size() > mostEvents + mostEvents / 4 || bytes > mostBytes + mostBytes / 4) {
            trim();
        }
        return entry;
    }

    /** Removes the oldest together, since removing them one by one would move all others each time. */
    private void trim() {
        var surplus = 0;
        while (surplus < entries.size() - 1 && (entries.size() - surplus > mostEvents || bytes > mostBytes)) {
            bytes -= entries.get(surplus).bytes().length;
            surplus++;
        }
        entries.subList(0, surplus).clear();
        firstSequence += surplus;
    }

    /** Forgets all events, as if they had been there for too long. */
    void clear() {
        firstSequence = nextSequence();
        entries.clear();
        bytes = 0;
    }

    long firstSequence() {
        return firstSequence;
    }

    long nextSequence() {
        return firstSequence + entries.size();
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    Entry last() {
        return entries.get(entries.size() - 1);
    }

    /** How many events have come since the start, the removed ones too. */
    long appended() {
        return appended;
    }

    /** Size of the events that are there. */
    long bytes() {
        return bytes;
    }

    /** The entry with this sequence number or, where that has been removed, the oldest one. */
    Entry at(long sequence) {
        return entries.get((int) (Math.max(sequence, firstSequence) - firstSequence));
    }

    /**
     * The sequence number of the first entry whose value is greater than (or, inclusive, equal to) the given one.
     *
     * @param value of an entry; never falls along the log
     */
    long seek(ToLongFunction<Entry> value, long given, boolean inclusive) {
        var low = 0;
        var high = entries.size();
        while (low < high) {
            var middle = (low + high) >>> 1;
            var found = value.applyAsLong(entries.get(middle));
            if (found > given || inclusive && found == given) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return firstSequence + low;
    }
}
