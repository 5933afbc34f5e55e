package org.sentinelbridge.elastic.elasticsearch;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import org.sentinelbridge.component.ecs.Document;
import org.sentinelbridge.component.records.SourceRecord;

/**
 * What the way into Elasticsearch shows in metrics: {@code bridge.elasticsearch.documents}, with the tags {@code stream} (event,
 * incident, alert) and {@code outcome}: created, existing, refused (by Elasticsearch) and faulty (no document could be made), of
 * which the last two are parked, and repeated, each time a document must be sent again.
 */
final class IndexingMeters {

    static final String REFUSED = "refused";
    static final String FAULTY = "faulty";

    private final MeterRegistry registry;

    IndexingMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void count(BulkOutcome outcome) {
        count(outcome.created(), "created");
        count(outcome.existing(), "existing");
        count(outcome.refused().stream().map(Refusal::document).toList(), REFUSED);
        count(outcome.again(), "repeated");
    }

    void count(Document document, String outcome) {
        count(List.of(document), outcome);
    }

    private void count(List<Document> documents, String outcome) {
        var counts = new EnumMap<SourceRecord.Stream, Integer>(SourceRecord.Stream.class);
        documents.forEach(document -> counts.merge(document.record().stream(), 1, Integer::sum));
        counts.forEach((stream, count) -> registry
                .counter("bridge.elasticsearch.documents", "stream", stream.name().toLowerCase(Locale.ROOT), "outcome", outcome)
                .increment(count));
    }
}
