package org.sentinelbridge.sandbox.eventhubs;

import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.qpid.proton.message.Message;

/**
 * The node {@code $management}: {@code READ} of the hub and of a partition, as the AMQP protocol guide of Event Hubs has them. The
 * SDK checks the Java class of each value, so that an Integer where a Long is expected fails.
 */
final class ManagementNode implements Node {

    static final String ADDRESS = "$management";

    private static final String HUB = "com.microsoft:eventhub";
    private static final String PARTITION = "com.microsoft:partition";

    private final Hub hub;
    private final String key;

    /** @param key what clients must sign their tokens with */
    ManagementNode(Hub hub, String key) {
        this.hub = hub;
        this.key = key;
    }

    /** 200, 401 for a token that is not good, 400 for what is no READ of those two, 404 for what is not there. */
    @Override
    public Message answer(Message request) {
        if (request.getApplicationProperties() == null) {
            return Messages.answer(request, 400, "A request needs application properties");
        }
        var properties = request.getApplicationProperties().getValue();
        var refusal = SasToken.refusal(
                String.valueOf(properties.get("security_token")), EventHubOptions.KEY_NAME, key, Instant.now().getEpochSecond());
        if (refusal.isPresent()) {
            return Messages.answer(request, 401, refusal.get());
        }
        var name = String.valueOf(properties.get("name"));
        if (!hub.name().equalsIgnoreCase(name)) {
            return Messages.answer(request, 404, "There is no event hub " + name);
        }
        var type = properties.get("type");
        if ("READ".equals(properties.get("operation")) && HUB.equals(type)) {
            return Messages.answer(request, 200, "OK", describeHub());
        }
        if ("READ".equals(properties.get("operation")) && PARTITION.equals(type)) {
            var id = String.valueOf(properties.get("partition"));
            return hub.partition(id)
                    .map(log -> Messages.answer(request, 200, "OK", describe(id, log)))
                    .orElseGet(() -> Messages.answer(request, 404, "There is no partition " + id));
        }
        return Messages.answer(request, 400, "Unknown request: " + properties);
    }

    private Map<String, Object> describeHub() {
        var ids = hub.partitionIds();
        var body = new LinkedHashMap<String, Object>();
        body.put("name", hub.name());
        body.put("type", HUB);
        body.put("created_at", hub.createdAt());
        body.put("partition_count", ids.size());
        body.put("partition_ids", ids.toArray(String[]::new));
        return body;
    }

    private Map<String, Object> describe(String id, PartitionLog log) {
        var body = new LinkedHashMap<String, Object>();
        body.put("name", hub.name());
        body.put("partition", id);
        body.put("type", PARTITION);
        body.put("begin_sequence_number", log.firstSequence());
        body.put("last_enqueued_sequence_number", log.nextSequence() - 1);
        body.put("last_enqueued_offset", log.isEmpty() ? "-1" : Long.toString(log.last().offset()));
        body.put("last_enqueued_time_utc", new Date(log.isEmpty() ? 0 : log.last().enqueuedAt()));
        body.put("is_partition_empty", log.isEmpty());
        return body;
    }
}
