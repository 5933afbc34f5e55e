package org.sentinelbridge.component.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.sentinelbridge.component.mapping.MillisDate;
import org.sentinelbridge.component.records.SourceRecord;

/** What the records of one batch have in common: the moment, and from one record to the next mostly where they came from. */
final class Batch {

    private final String now;
    private final String nowWithMillis;
    private Map<String, Object> lastOrigin = Map.of();
    private ObjectNode lastTree = JsonNodeFactory.instance.objectNode();

    Batch(Instant now) {
        this.now = now.truncatedTo(ChronoUnit.SECONDS).toString();
        this.nowWithMillis = MillisDate.text(now);
    }

    /** As Elastic's final pipeline writes it: without fractions of a second. */
    String now() {
        return now;
    }

    /** When the record reached the Event Hub, or now, if that is not known. */
    String arrived(SourceRecord record) {
        var enqueued = record.origin().get("enqueued_time");
        return enqueued == null ? nowWithMillis : MillisDate.text(enqueued.toString()).orElse(nowWithMillis);
    }

    /** Texts and numbers stay what they are; anything else is a text. */
    JsonNode origin(SourceRecord record) {
        if (record.origin() != lastOrigin) {
            lastOrigin = record.origin();
            lastTree = JsonNodeFactory.instance.objectNode();
            lastOrigin.forEach((name, value) -> {
                if (value instanceof Integer || value instanceof Long) {
                    lastTree.put(name, ((Number) value).longValue());
                } else {
                    lastTree.put(name, value.toString());
                }
            });
        }
        return lastTree;
    }
}
