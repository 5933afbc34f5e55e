package org.sentinelbridge.elastic.elasticsearch;

import co.elastic.clients.elasticsearch._types.ErrorCause;
import co.elastic.clients.elasticsearch.core.bulk.BulkResponseItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.sentinelbridge.component.ecs.Document;

/**
 * What became of the documents of one bulk request. With status 200 each of them may still have failed. What is answered 401, 403 or
 * 404 is sent again: a privilege or a data stream is missing then, of which no document is to blame, and all that are meant for it would be
 * parked for one mistake in the settings.
 *
 * @param created those that are new (201)
 * @param existing those that were there already (409), which is as good
 * @param refused those that will never be taken, with Elasticsearch's reason
 * @param again those that must be sent again, in their order
 * @param trouble why, if there are any
 */
record BulkOutcome(
        List<Document> created,
        List<Document> existing,
        List<Refusal> refused,
        List<Document> again,
        Optional<ElasticsearchFailure> trouble) {

    private static final int MOST_CAUSES = 5;

    /**
     * @param sent what was sent
     * @param items the answer, item by item in the same order
     * @param failsForGood is told each document that makes Elasticsearch fail (500), and says whether that was its last attempt
     * @throws ElasticsearchFailure.NotNow if the answer does not fit to what was sent
     */
    static BulkOutcome of(List<Document> sent, List<BulkResponseItem> items, Predicate<Document> failsForGood) {
        if (items.size() != sent.size()) {
            throw new ElasticsearchFailure.NotNow(
                    "Elasticsearch answered " + items.size() + " items to " + sent.size() + " documents", Optional.empty(), null);
        }
        var created = new ArrayList<Document>();
        var existing = new ArrayList<Document>();
        var refused = new ArrayList<Refusal>();
        var again = new ArrayList<Document>();
        var trouble = Optional.<ElasticsearchFailure>empty();
        for (var i = 0; i < sent.size(); i++) {
            var item = items.get(i);
            var status = item.status();
            if (status >= 200 && status < 300) {
                created.add(sent.get(i));
            } else if (status == 409) {
                existing.add(sent.get(i));
            } else {
                var failure = failure(item);
                if (isFinal(failure) || status == 500 && failsForGood.test(sent.get(i))) {
                    refused.add(new Refusal(sent.get(i), failure.getMessage()));
                } else {
                    again.add(sent.get(i));
                    trouble = trouble.filter(t -> !t.advice().isEmpty()).or(() -> Optional.of(failure));
                }
            }
        }
        return new BulkOutcome(List.copyOf(created), List.copyOf(existing), List.copyOf(refused), List.copyOf(again), trouble);
    }

    /** Whether at least one document need not be sent again. */
    boolean isProgress() {
        return !created.isEmpty() || !existing.isEmpty() || !refused.isEmpty();
    }

    private static boolean isFinal(ElasticsearchFailure failure) {
        return failure instanceof ElasticsearchFailure.Refused || failure instanceof ElasticsearchFailure.TooLarge;
    }

    private static ElasticsearchFailure failure(BulkResponseItem item) {
        var error = Optional.ofNullable(item.error());
        var type = error.map(ErrorCause::type).orElse("");
        var reason = error.map(BulkOutcome::reason).orElse("");
        return switch (item.status()) {
            case 404 -> new ElasticsearchFailure.NeedsPerson(Answers.sentence(404, type, reason), Advice.NO_STREAM);
            case 401, 403, 408, 429 -> Answers.failure(item.status(), type, reason, Optional.empty());
            default -> item.status() >= 500
                    ? Answers.failure(item.status(), type, reason, Optional.empty())
                    : new ElasticsearchFailure.Refused(Answers.sentence(item.status(), type, reason));
        };
    }

    /** The outermost reason names the field, the innermost says what is wrong with it. */
    private static String reason(ErrorCause error) {
        var text = new StringBuilder();
        var cause = error;
        for (var depth = 0; cause != null && depth < MOST_CAUSES; depth++) {
            if (cause.reason() != null) {
                text.append(text.isEmpty() ? "" : ": ").append(cause.reason());
            }
            cause = cause.causedBy();
        }
        return text.toString();
    }
}
