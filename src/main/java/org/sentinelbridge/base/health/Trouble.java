package org.sentinelbridge.base.health;

import java.time.Duration;
import java.time.Instant;

/**
 * Why something does not work.
 *
 * @param text one sentence, fit to be shown
 * @param since when it first failed, for whatever reason
 * @param needsPerson whether it will not pass by itself
 */
public record Trouble(String text, Instant since, boolean needsPerson) {

    /** Whether somebody must be told: a person has to do something, or it has lasted for too long. */
    boolean isSerious(Duration patience) {
        return needsPerson || since.isBefore(Instant.now().minus(patience));
    }
}
