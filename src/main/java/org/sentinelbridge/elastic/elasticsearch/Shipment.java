package org.sentinelbridge.elastic.elasticsearch;

import co.elastic.clients.elasticsearch.core.bulk.BulkResponseItem;
import co.elastic.clients.elasticsearch.core.bulk.CreateOperation;
import co.elastic.clients.util.BinaryData;
import co.elastic.clients.util.ContentType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.sentinelbridge.component.ecs.Document;

/**
 * The documents of one batch on their way: requests that are still to be sent, refused documents that are still to be parked,
 * and how many are done. Routes ask it for what they need. For one exchange at a time.
 */
public final class Shipment {

    /** How often a document is sent that makes Elasticsearch answer 500 for it alone. */
    private static final int MOST_ATTEMPTS = 5;
    private static final int ACTION_BYTES = 150;

    private final boolean passPipelines;
    private final int documents;
    private final Deque<List<Document>> requests = new ArrayDeque<>();
    /** How often each was answered 500; what else is answered meanwhile, such as 429, says nothing against it. */
    private final Map<Document, Integer> failures = new IdentityHashMap<>();
    private final List<Refusal> refused = new ArrayList<>();
    private Patience.State patience = Patience.State.NEW;
    private int created;
    private int existing;
    private int parked;

    /**
     * @param documents all of them; those with a fault are refused at once
     * @param requestBytes how many bytes a request may have, unless it is a single document
     * @param passPipelines whether ingest pipelines that an index template names are to be passed by, because the documents are
     *     made already
     */
    Shipment(List<Document> documents, long requestBytes, boolean passPipelines) {
        this.documents = documents.size();
        this.passPipelines = passPipelines;
        var request = new ArrayList<Document>();
        var bytes = 0L;
        for (var document : documents) {
            if (document.isFaulty()) {
                refused.add(new Refusal(document, document.fault()));
                continue;
            }
            var size = document.source().length + document.id().length() + ACTION_BYTES;
            if (!request.isEmpty() && bytes + size > requestBytes) {
                requests.add(List.copyOf(request));
                request.clear();
                bytes = 0;
            }
            request.add(document);
            bytes += size;
        }
        if (!request.isEmpty()) {
            requests.add(List.copyOf(request));
        }
    }

    /** Whether there is something left to send or to park. */
    public boolean isOpen() {
        return !requests.isEmpty() || !refused.isEmpty();
    }

    /** Whether there is something left to send. */
    public boolean isToSend() {
        return !requests.isEmpty();
    }

    /** How many documents the next request has. */
    public int size() {
        return requests.isEmpty() ? 0 : requests.peek().size();
    }

    /** The next request, as camel-elasticsearch wants it: {@code create}, as data streams take nothing else. */
    public List<CreateOperation.Builder<BinaryData>> operations() {
        return requests.element().stream().map(this::operation).toList();
    }

    private CreateOperation.Builder<BinaryData> operation(Document document) {
        var operation = new CreateOperation.Builder<BinaryData>()
                .index(document.dataStream())
                .id(document.id())
                .document(BinaryData.of(document.source(), ContentType.APPLICATION_JSON));
        return passPipelines ? operation.pipeline("_none") : operation;
    }

    /** Takes note of the answer to the request; what must be sent again is the next request. */
    BulkOutcome answered(List<BulkResponseItem> items) {
        var outcome = BulkOutcome.of(requests.element(), items, this::failsForGood);
        created += outcome.created().size();
        existing += outcome.existing().size();
        patience = outcome.isProgress() ? Patience.State.NEW : patience;
        refused.addAll(outcome.refused());
        requests.remove();
        if (!outcome.again().isEmpty()) {
            requests.push(outcome.again());
        }
        return outcome;
    }

    private boolean failsForGood(Document document) {
        return failures.merge(document, 1, Integer::sum) >= MOST_ATTEMPTS;
    }

    /** How long it has been going on that nothing could be settled. */
    Patience.State patience() {
        return patience;
    }

    void patience(Patience.State state) {
        patience = state;
    }

    /** Makes two requests of the next one. */
    void halve() {
        var request = requests.remove();
        var half = request.size() / 2;
        requests.push(request.subList(half, request.size()));
        requests.push(request.subList(0, half));
    }

    /** The next request, a single document, will never be taken. */
    Refusal refuse(String reason) {
        if (size() != 1) {
            throw new IllegalStateException("There are " + size() + " documents, not one");
        }
        var refusal = new Refusal(requests.remove().get(0), reason);
        refused.add(refusal);
        return refusal;
    }

    /** Those that are to be parked. */
    public List<Refusal> refused() {
        return List.copyOf(refused);
    }

    void parked(Refusal refusal) {
        refused.remove(refusal);
        parked++;
    }

    /** How many documents there are in all. */
    public int documents() {
        return documents;
    }

    /** How many are new in Elasticsearch. */
    public int created() {
        return created;
    }

    /** How many were there already. */
    public int existing() {
        return existing;
    }

    /** How many are parked. */
    public int parkedDocuments() {
        return parked;
    }

    @Override
    public String toString() {
        return documents + " documents";
    }
}
