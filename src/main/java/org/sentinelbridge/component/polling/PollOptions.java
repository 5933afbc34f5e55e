package org.sentinelbridge.component.polling;

import java.time.Duration;

/**
 * How to poll.
 *
 * @param interval between two polls
 * @param initialInterval how far back the very first poll goes
 * @param overlap how much before the last position each poll begins
 * @param pageSize incidents in a page, at most 1,000 (Microsoft's limit)
 */
public record PollOptions(Duration interval, Duration initialInterval, Duration overlap, int pageSize) {}
