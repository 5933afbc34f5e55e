package org.sentinelbridge.component.records;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * One record of Microsoft Sentinel as it came, before anything is made of it.
 *
 * @param stream which of the three data streams it belongs to
 * @param json its own text, UTF-8, byte for byte as it was sent; when {@code problem} is set, what was sent in its place
 * @param problem why {@code json} is no JSON object; empty if it is one
 * @param origin where it came from, in the names of Elastic's {@code azure} fields for an event ({@code eventhub},
 *     {@code partition_id}, {@code consumer_group}, {@code offset}, {@code sequence_number}, {@code enqueued_time});
 *     values are texts and numbers; empty for what was polled
 */
public record SourceRecord(Stream stream, byte[] json, String problem, Map<String, Object> origin) {

    /** The data stream {@code logs-microsoft_sentinel.<name>-<namespace>} of a record. */
    public enum Stream {
        EVENT,
        INCIDENT,
        ALERT
    }

    public SourceRecord {
        origin = Map.copyOf(origin);
    }

    /** A record that is a JSON object. */
    public static SourceRecord of(Stream stream, byte[] json, Map<String, Object> origin) {
        return new SourceRecord(stream, json, "", origin);
    }

    /** The record as text, for people and for parking. */
    public String text() {
        return new String(json, StandardCharsets.UTF_8);
    }
}
