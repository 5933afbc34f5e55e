package org.sentinelbridge.eventhubs;

import com.azure.messaging.eventhubs.EventData;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Header;
import org.sentinelbridge.records.RecordReader;
import org.sentinelbridge.records.SourceRecord;

/** Finds the records in a batch of events, and notes with each where it came from, in the names of Elastic's azure fields. */
public final class EventRecords {

    private final RecordReader reader;

    public EventRecords(RecordReader reader) {
        this.reader = reader;
    }

    /**
     * Reads the events one after the other.
     *
     * @param events of one partition; an event can hold many records, or none
     */
    public List<SourceRecord> read(
            List<EventData> events,
            @Header(EventHubsBatchComponent.HUB) String hub,
            @Header(EventHubsBatchComponent.CONSUMER_GROUP) String consumerGroup,
            @Header(EventHubsBatchComponent.PARTITION_ID) String partition) {
        var records = new ArrayList<SourceRecord>(events.size());
        for (var event : events) {
            records.addAll(reader.read(event.getBody(), origin(event, hub, consumerGroup, partition)));
        }
        return records;
    }

    private static Map<String, Object> origin(EventData event, String hub, String consumerGroup, String partition) {
        var origin = new HashMap<String, Object>();
        origin.put("eventhub", hub);
        origin.put("consumer_group", consumerGroup);
        origin.put("partition_id", partition);
        origin.put("sequence_number", event.getSequenceNumber());
        Optional.ofNullable(event.getOffsetString()).ifPresent(offset -> origin.put("offset", number(offset)));
        Optional.ofNullable(event.getEnqueuedTime()).ifPresent(time -> origin.put("enqueued_time", time.toString()));
        Optional.ofNullable(event.getPartitionKey()).ifPresent(key -> origin.put("partition_key", key));
        return Map.copyOf(origin);
    }

    /** An offset is a number unless the namespace is replicated to another region. */
    private static Object number(String offset) {
        try {
            return Long.valueOf(offset);
        } catch (NumberFormatException e) {
            return offset;
        }
    }
}
