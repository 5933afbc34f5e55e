package org.sentinelbridge.sandbox.eventhubs;

import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The one event hub of the stand-in.
 *
 * @param port to listen on at 127.0.0.1; 0 for any free one
 * @param hub its name; names are not case sensitive
 * @param consumerGroups besides {@code $Default}, which is always there
 * @param key that clients must sign with, as the policy {@value #KEY_NAME}
 * @param retainedEvents about so many are kept in a partition, a quarter more at the most
 * @param retainedBytes and about so much
 * @param firstSequence sequence number of the first event of each partition
 */
public record EventHubOptions(
        int port,
        String hub,
        int partitions,
        Set<String> consumerGroups,
        String key,
        int retainedEvents,
        long retainedBytes,
        long firstSequence) {

    /** The name of the shared access policy. */
    public static final String KEY_NAME = "sandbox";

    private static final String DEFAULT_GROUP = "$default";

    public EventHubOptions {
        Objects.requireNonNull(hub, "hub");
        Objects.requireNonNull(key, "key");
        consumerGroups = Stream.concat(Stream.of(DEFAULT_GROUP), consumerGroups.stream())
                .map(group -> group.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        if (partitions < 1 || retainedEvents < 1 || retainedBytes < 1 || firstSequence < 0) {
            throw new IllegalArgumentException("There must be a partition, and room in it");
        }
    }

    /** Four partitions that keep 20,000 events or 4 MB each, and a key that nobody can mistake for a real one. */
    public static EventHubOptions defaults() {
        return new EventHubOptions(0, "sandbox-events", 4, Set.of(), "sandbox-key-of-no-value", 20_000, 4L << 20, 0);
    }

    public EventHubOptions withPort(int other) {
        return new EventHubOptions(other, hub, partitions, consumerGroups, key, retainedEvents, retainedBytes, firstSequence);
    }

    public EventHubOptions withHub(String name, int parts, String... groups) {
        return new EventHubOptions(port, name, parts, Set.of(groups), key, retainedEvents, retainedBytes, firstSequence);
    }

    public EventHubOptions withRetention(int events, long bytes) {
        return new EventHubOptions(port, hub, partitions, consumerGroups, key, events, bytes, firstSequence);
    }

    /**
     * Sequence numbers and offsets that begin where no earlier start of this machine can have ended, so that somebody who kept
     * the place where he was in an earlier log, which is gone, finds all of the new one behind it.
     */
    public EventHubOptions goingOn(long nowMillis) {
        return new EventHubOptions(port, hub, partitions, consumerGroups, key, retainedEvents, retainedBytes, nowMillis * 1_000);
    }

    /** The key stays out of logs. */
    @Override
    public String toString() {
        return "EventHubOptions[port=" + port + ", hub=" + hub + ", partitions=" + partitions + ", consumerGroups=" + consumerGroups
                + ", retainedEvents=" + retainedEvents + ", retainedBytes=" + retainedBytes + ", firstSequence=" + firstSequence + "]";
    }
}
