package org.sentinelbridge.component.eventhubs;

import com.azure.messaging.eventhubs.EventData;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.sentinelbridge.component.records.RecordReader;
import org.sentinelbridge.component.records.SourceRecord;

/**
 * Finds the records in a batch of events, and notes with each where it came from, in the names of Elastic's azure fields. Routes call
 * it by {@code bean:}; the {@link Portions} are the exchange variable {@value #VARIABLE}.
 */
public final class EventRecords {

    private static final String VARIABLE = "reading";

    private final RecordReader reader;

    public EventRecords(RecordReader reader) {
        this.reader = reader;
    }

    /** Has the events of the body, of one partition, read by {@link #next}; each can hold many records, or none. */
    public void open(Exchange exchange) {
        var message = exchange.getMessage();
        List<?> events = message.getBody(List.class);
        var hub = message.getHeader(EventHubsBatchComponent.HUB, String.class);
        var consumerGroup = message.getHeader(EventHubsBatchComponent.CONSUMER_GROUP, String.class);
        var partition = message.getHeader(EventHubsBatchComponent.PARTITION_ID, String.class);
        exchange.setVariable(VARIABLE, new Portions(events.stream()
                .map(EventData.class::cast)
                .map(event -> (Supplier<Iterator<SourceRecord>>)
                        () -> reader.open(event.getBody(), origin(event, hub, consumerGroup, partition)))
                .iterator()));
    }

    /** Makes the next few records the body, a list. */
    public void next(Exchange exchange) {
        exchange.getMessage().setBody(exchange.getVariable(VARIABLE, Portions.class).next());
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
