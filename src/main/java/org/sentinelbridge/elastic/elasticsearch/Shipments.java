package org.sentinelbridge.elastic.elasticsearch;

import co.elastic.clients.elasticsearch.core.bulk.BulkResponseItem;
import java.util.List;
import org.apache.camel.Exchange;
import org.sentinelbridge.component.ecs.Document;

/** What routes call, by {@code bean:}, while they send documents; the {@link Shipment} is the exchange variable {@value #VARIABLE}. */
public final class Shipments {

    private static final String VARIABLE = "shipment";

    private final long requestBytes;
    private final boolean passPipelines;
    private final IndexingMeters meters;
    private final Condition condition;

    /**
     * @param requestBytes how many bytes a request may have
     * @param passPipelines whether ingest pipelines are to be passed by
     */
    Shipments(long requestBytes, boolean passPipelines, IndexingMeters meters, Condition condition) {
        this.requestBytes = requestBytes;
        this.passPipelines = passPipelines;
        this.meters = meters;
        this.condition = condition;
    }

    /** Makes a shipment of the body, a list of documents. */
    public void pack(Exchange exchange) {
        List<?> body = exchange.getMessage().getBody(List.class);
        var documents = body.stream().map(Document.class::cast).toList();
        var shipment = new Shipment(documents, requestBytes, passPipelines);
        shipment.refused().forEach(refusal -> meters.count(refusal.document(), IndexingMeters.FAULTY));
        exchange.setVariable(VARIABLE, shipment);
    }

    /**
     * Reads the answer to the request, a list of items in the body.
     *
     * @throws ElasticsearchFailure if some documents must be sent again; the shipment holds them
     */
    public void settle(Exchange exchange) {
        List<?> body = exchange.getMessage().getBody(List.class);
        var outcome = of(exchange).answered(body.stream().map(BulkResponseItem.class::cast).toList());
        meters.count(outcome);
        exchange.getMessage().setBody(null);
        outcome.trouble().ifPresent(trouble -> {
            throw trouble;
        });
        condition.works();
    }

    /** Makes two requests of one that was refused as a whole. */
    public void halve(Exchange exchange) {
        of(exchange).halve();
    }

    /** Gives a document up with which the request was refused, although there was no other in it. */
    public void refuse(Exchange exchange) {
        var failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        meters.count(of(exchange).refuse(String.valueOf(failure.getMessage())).document(), IndexingMeters.REFUSED);
    }

    /** Takes note that the refusal in the body is parked. */
    public void parked(Exchange exchange) {
        of(exchange).parked(exchange.getMessage().getBody(Refusal.class));
    }

    private static Shipment of(Exchange exchange) {
        return exchange.getVariable(VARIABLE, Shipment.class);
    }
}
