package org.sentinelbridge.elastic.elasticsearch;

import java.util.Optional;
import org.sentinelbridge.base.retry.RetryAfter;

/** What a status of an answer of Elasticsearch, or of a proxy before it, means for the call as a whole. */
final class Answers {

    private static final int MOST_TEXT = 500;

    private Answers() {}

    /** The failure that a status other than 2xx stands for. */
    static ElasticsearchFailure failure(int status, String type, String reason, Optional<String> retryAfter) {
        var sentence = sentence(status, type, reason);
        return switch (status) {
            case 401 -> new ElasticsearchFailure.NeedsPerson(sentence, Advice.KEY);
            case 403 -> new ElasticsearchFailure.NeedsPerson(
                    sentence, type.equals("cluster_block_exception") ? Advice.BLOCKED : Advice.WRITE_PRIVILEGE);
            case 413 -> new ElasticsearchFailure.TooLarge(sentence + " (more bytes than it, or a proxy before it, takes)");
            // a server that was changed for one of another version; it is asked again before the next attempt
            // without a type it is not Elasticsearch that refuses, and no document is to blame
            case 400 -> switch (type) {
                case "media_type_header_exception" -> new ElasticsearchFailure.NotNow(sentence, Optional.empty(), null);
                case "" -> new ElasticsearchFailure.NeedsPerson(sentence, Advice.ADDRESS);
                default -> new ElasticsearchFailure.Refused(sentence);
            };
            case 429 -> new ElasticsearchFailure.Throttled(sentence, retryAfter.flatMap(RetryAfter::of));
            case 408 -> new ElasticsearchFailure.NotNow(sentence, retryAfter.flatMap(RetryAfter::of), null);
            default -> status >= 500
                    ? new ElasticsearchFailure.NotNow(sentence, retryAfter.flatMap(RetryAfter::of), null)
                    : new ElasticsearchFailure.NeedsPerson(sentence, Advice.ADDRESS);
        };
    }

    static String sentence(int status, String type, String reason) {
        var text = reason.length() > MOST_TEXT ? reason.substring(0, MOST_TEXT) + "…" : reason;
        return "Elasticsearch answered " + status + (type.isEmpty() ? "" : " " + type) + (text.isEmpty() ? "" : ": " + text);
    }
}
