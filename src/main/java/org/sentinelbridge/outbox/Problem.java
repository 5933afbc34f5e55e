package org.sentinelbridge.outbox;

import java.time.Instant;

/**
 * Why nothing can be delivered.
 *
 * @param text one sentence, fit to be shown
 * @param since when the first delivery failed for whatever reason
 * @param needsPerson whether it will not pass by itself
 */
public record Problem(String text, Instant since, boolean needsPerson) {}
