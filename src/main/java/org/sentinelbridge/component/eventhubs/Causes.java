package org.sentinelbridge.component.eventhubs;

import java.util.regex.Pattern;
import org.apache.camel.CamelExecutionException;
import org.jdbi.v3.core.JdbiException;

/** What a failure is called in a log line: its innermost cause, short, and without what a connection string or signature holds. */
final class Causes {

    private static final int MOST_LETTERS = 300;
    private static final Pattern SECRET = Pattern.compile(
            "(?i)((?:sharedaccesskey|sharedaccesssignature|sig|signature|accountkey)\\s*=\\s*)[^;&\\s]+");

    private Causes() {}

    static String text(Throwable failure) {
        var cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause && (isWrapping(cause) || cause.getMessage() == null)) {
            cause = cause.getCause();
        }
        var message = SECRET.matcher(String.valueOf(cause.getMessage())).replaceAll("$1***").replaceAll("\\s+", " ");
        var text = cause.getClass().getSimpleName() + ": " + message;
        return text.length() <= MOST_LETTERS ? text : text.substring(0, MOST_LETTERS) + "...";
    }

    private static boolean isWrapping(Throwable failure) {
        return failure instanceof CamelExecutionException
                || failure instanceof JdbiException
                || failure.getClass() == RuntimeException.class
                || failure.getClass() == IllegalStateException.class
                || failure.getClass().getName().startsWith("reactor.core.");
    }
}
