package org.sentinelbridge.component.parked;

/**
 * A parked message without its body, for lists.
 *
 * @param message its body is empty
 * @param bytes size of the body as it was received
 */
public record ParkedLine(ParkedMessage message, long bytes) {}
