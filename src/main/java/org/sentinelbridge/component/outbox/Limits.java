package org.sentinelbridge.component.outbox;

import java.time.Duration;

/**
 * How much may wait in an outbox.
 *
 * @param messages how many
 * @param bytes how large all together
 * @param age how old the oldest
 */
public record Limits(long messages, long bytes, Duration age) {}
