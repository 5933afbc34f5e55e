package org.sentinelbridge.operate.doctor;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Failures in words that a person can act on. */
final class Reason {

    private static final int MOST_CAUSES = 10;

    private Reason() {}

    static String of(Throwable failure) {
        var cause = failure;
        for (var depth = 0; depth < MOST_CAUSES && cause.getCause() != null
                && (cause instanceof CompletionException || cause instanceof ExecutionException); depth++) {
            cause = cause.getCause();
        }
        if (cause instanceof UnknownHostException || contains(cause, UnresolvedAddressException.class)) {
            return "The name of the host is not known (DNS)";
        }
        if (cause instanceof ConnectException && (cause.getMessage() == null || cause.getMessage().isBlank())) {
            return "The connection was refused";
        }
        var text = cause.getMessage();
        return text == null || text.isBlank() ? cause.getClass().getSimpleName() : text;
    }

    private static boolean contains(Throwable failure, Class<? extends Throwable> type) {
        var cause = failure;
        for (var depth = 0; depth < MOST_CAUSES && cause != null; depth++) {
            if (type.isInstance(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
