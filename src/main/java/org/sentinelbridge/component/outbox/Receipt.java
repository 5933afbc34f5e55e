package org.sentinelbridge.component.outbox;

/**
 * What has become of messages that were put into the outbox.
 *
 * @param accepted how many are on disk now
 * @param duplicates how many had been accepted before and were dropped
 */
public record Receipt(int accepted, int duplicates) {}
