package org.sentinelbridge.component.ecs;

import org.sentinelbridge.component.records.SourceRecord;

/**
 * What Elasticsearch shall hold of one record.
 *
 * @param dataStream such as {@code logs-microsoft_sentinel.incident-default}
 * @param id the {@code _id}: the same record has the same id, whenever and however often it comes; never empty
 * @param source the document, JSON in UTF-8, in a single line, as a bulk request wants it; empty if {@code fault} is set
 * @param record what it was made of
 * @param fault why nothing could be made of the record; empty if all is well
 */
public record Document(String dataStream, String id, byte[] source, SourceRecord record, String fault) {

    /** Whether there is something to index. */
    public boolean isFaulty() {
        return !fault.isEmpty();
    }
}
