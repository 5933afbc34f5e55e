package org.sentinelbridge.base.runs;

import java.util.Locale;

/** How a run ended. */
public enum Outcome {
    /** The other side has it. */
    DELIVERED,
    /** It is durable in an outbox, and will be delivered. */
    QUEUED,
    /** It, or some of it, is kept for a person. */
    PARKED,
    /** It was kept for a person, until something newer of the same arrived in its place. */
    SUPERSEDED,
    /** Nothing was done, because the caller must change something or come again. */
    REFUSED,
    /** It did not work; it is tried again, by the bridge or by its caller. */
    FAILED;

    /** As it is written in the store, in JSON and in metrics. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The outcome of a word.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Outcome of(String word) {
        for (var outcome : values()) {
            if (outcome.word().equals(word)) {
                return outcome;
            }
        }
        throw new IllegalArgumentException("outcome: '" + word + "' is none of delivered, queued, parked, superseded, refused, failed");
    }

    /** Whether somebody may want to know why. */
    public boolean isTrouble() {
        return this != DELIVERED && this != QUEUED;
    }
}
