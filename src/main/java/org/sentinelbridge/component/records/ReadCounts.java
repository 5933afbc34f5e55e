package org.sentinelbridge.component.records;

import java.util.concurrent.atomic.LongAdder;

/** What a reader has read. */
public final class ReadCounts {

    private final LongAdder messages = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder records = new LongAdder();
    private final LongAdder empty = new LongAdder();
    private final LongAdder repaired = new LongAdder();
    private final LongAdder invalid = new LongAdder();

    void addMessage(int size) {
        messages.increment();
        bytes.add(size);
    }

    void addRecords(int found) {
        records.add(found);
        if (found == 0) {
            empty.increment();
        }
    }

    void addRepaired() {
        repaired.increment();
    }

    void addInvalid() {
        invalid.increment();
    }

    /** Messages. */
    public long messages() {
        return messages.sum();
    }

    /** Bytes of messages, compressed as they came. */
    public long bytes() {
        return bytes.sum();
    }

    /** Records in them. */
    public long records() {
        return records.sum();
    }

    /** Messages that held no record, such as <code>{"records": []}</code>. */
    public long empty() {
        return empty.sum();
    }

    /** Messages that were valid JSON after repairs. */
    public long repaired() {
        return repaired.sum();
    }

    /** Messages that were invalid, at least in part, and not to be repaired. */
    public long invalid() {
        return invalid.sum();
    }
}
