package org.sentinelbridge.elastic.elasticsearch;

import java.time.Duration;
import java.util.Optional;
import org.sentinelbridge.base.retry.SideFailure;
import org.sentinelbridge.base.retry.WaitRequest;

/**
 * A call to Elasticsearch did not do what it should. The subclass says what that means; send-documents.camel.yaml decides what
 * follows. The message is fit to be shown: it holds no key.
 */
public abstract class ElasticsearchFailure extends RuntimeException implements WaitRequest {

    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    private ElasticsearchFailure(String message, Duration retryAfter, Throwable cause) {
        super(message, cause);
        this.retryAfter = retryAfter;
    }

    @Override
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** What a person must do before it can work; empty if it may heal by itself. */
    public String advice() {
        return "";
    }

    /** 429, 5xx, no connection or no answer: the same call may work later. */
    public static class NotNow extends ElasticsearchFailure implements SideFailure {
        private static final long serialVersionUID = 1L;

        NotNow(String message, Optional<Duration> retryAfter, Throwable cause) {
            super(message, retryAfter.orElse(null), cause);
        }
    }

    /** 429: there is more to do than the server has room for, be it memory, queue or disk; less of it may find room. */
    public static final class Throttled extends NotNow {
        private static final long serialVersionUID = 1L;

        Throttled(String message, Optional<Duration> retryAfter) {
            super(message, retryAfter, null);
        }
    }

    /** 413: the request has more bytes than the server takes ({@code http.max_content_length}, 100 MB) or a proxy before it. */
    public static final class TooLarge extends ElasticsearchFailure {
        private static final long serialVersionUID = 1L;

        TooLarge(String message) {
            super(message, null, null);
        }
    }

    /** 400: the request as a whole is refused because of something in it. */
    public static final class Refused extends ElasticsearchFailure {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message, null, null);
        }
    }

    /** It works once a person has done something. */
    public static final class NeedsPerson extends ElasticsearchFailure implements SideFailure {
        private static final long serialVersionUID = 1L;

        private final String advice;

        NeedsPerson(String message, String advice) {
            super(message, null, null);
            this.advice = advice;
        }

        @Override
        public String advice() {
            return advice;
        }
    }
}
