package org.sentinelbridge.sandbox.eventhubs;

import java.util.List;

/**
 * What the event hub holds at a moment.
 *
 * @param connections of clients
 */
public record HubState(String name, int connections, List<Partition> partitions) {

    /**
     * @param received events that came since the start
     * @param events that are still there
     * @param bytes of them, as encoded
     * @param lastSequence sequence number of the newest one; one less than the first one's if none has come
     * @param receivers in all consumer groups
     */
    public record Partition(String id, long received, long events, long bytes, long lastSequence, int receivers) {}
}
