package org.sentinelbridge.component.polling;

import java.util.concurrent.atomic.AtomicLong;

/** What polling has read since the start. */
final class PollCounts {

    private final AtomicLong polls = new AtomicLong();
    private final AtomicLong incidents = new AtomicLong();
    private final AtomicLong alerts = new AtomicLong();
    private final AtomicLong lastSuccessMillis = new AtomicLong(System.currentTimeMillis());

    void polled(Poll poll) {
        read(poll);
        polls.incrementAndGet();
        lastSuccessMillis.set(System.currentTimeMillis());
    }

    void read(Poll poll) {
        incidents.addAndGet(poll.getIncidents());
        alerts.addAndGet(poll.getAlerts());
    }

    long polls() {
        return polls.get();
    }

    long incidents() {
        return incidents.get();
    }

    long alerts() {
        return alerts.get();
    }

    /** Seconds since a poll went well, or since the start. */
    double secondsSinceSuccess() {
        return (System.currentTimeMillis() - lastSuccessMillis.get()) / 1_000.0;
    }
}
