package org.sentinelbridge.operate.doctor;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the running bridge knows of a side without asking it.
 *
 * @param trouble what is wrong now; empty if nothing is
 * @param lastSuccess when something last went well since the start
 * @param lastError what last went wrong since the start; empty if nothing has
 * @param lastErrorAt when that was
 * @param backlog how many messages wait for it
 * @param oldest for how long the oldest of them has been waiting
 * @param rateLeft how many more requests it has said it will take for now
 */
public record Pulse(
        Optional<Trouble> trouble,
        Optional<Instant> lastSuccess,
        String lastError,
        Optional<Instant> lastErrorAt,
        long backlog,
        Duration oldest,
        OptionalLong rateLeft) {

    /** Nothing has happened yet. */
    public static final Pulse NONE =
            new Pulse(Optional.empty(), Optional.empty(), "", Optional.empty(), 0, Duration.ZERO, OptionalLong.empty());

    /** With another {@code trouble}. */
    public Pulse withTrouble(Optional<Trouble> other) {
        return new Pulse(other, lastSuccess, lastError, lastErrorAt, backlog, oldest, rateLeft);
    }

    /** With another {@code rateLeft}. */
    public Pulse withRate(OptionalLong rate) {
        return new Pulse(trouble, lastSuccess, lastError, lastErrorAt, backlog, oldest, rate);
    }

    /** With what waits. */
    public Pulse withBacklog(long messages, Duration since) {
        return new Pulse(trouble, lastSuccess, lastError, lastErrorAt, messages, since, rateLeft);
    }

    /**
     * What is wrong now.
     *
     * @param text what, and what to do
     * @param needsPerson whether it will not pass by itself
     */
    public record Trouble(String text, boolean needsPerson) {}
}
