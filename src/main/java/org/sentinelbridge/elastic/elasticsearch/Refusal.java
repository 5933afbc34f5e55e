package org.sentinelbridge.elastic.elasticsearch;

import org.sentinelbridge.component.ecs.Document;
import org.sentinelbridge.component.records.KeptRecords;

/**
 * A document that will never be taken.
 *
 * @param reason Elasticsearch's own words, or why no document could be made of the record; at most about 1,000 characters
 */
public record Refusal(Document document, String reason) {

    private static final int MOST_REASON = 1_000;

    public Refusal {
        reason = reason.length() > MOST_REASON ? reason.substring(0, MOST_REASON) + "…" : reason;
    }

    /** The record that the document was made of, as it came. */
    public byte[] received() {
        return document.record().json();
    }

    /** What is to be kept beside it, so that the same document can be made of it again. */
    public String origin() {
        return KeptRecords.origin(document.record());
    }
}
