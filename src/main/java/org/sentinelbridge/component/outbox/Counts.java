package org.sentinelbridge.component.outbox;

import java.util.concurrent.atomic.LongAdder;

/** What an outbox has done since this process started. */
final class Counts {

    private final LongAdder accepted = new LongAdder();
    private final LongAdder duplicates = new LongAdder();
    private final LongAdder settled = new LongAdder();
    private final LongAdder doubtful = new LongAdder();
    private final LongAdder failures = new LongAdder();

    void received(Receipt receipt) {
        accepted.add(receipt.accepted());
        duplicates.add(receipt.duplicates());
    }

    void settled(int messages) {
        settled.add(messages);
    }

    /** Messages whose rows another process had claimed before they were settled here. */
    void doubtful(int messages) {
        doubtful.add(messages);
    }

    void failed() {
        failures.increment();
    }

    long accepted() {
        return accepted.sum();
    }

    long duplicates() {
        return duplicates.sum();
    }

    long settled() {
        return settled.sum();
    }

    long doubtful() {
        return doubtful.sum();
    }

    long failures() {
        return failures.sum();
    }
}
