package org.sentinelbridge.azure;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.sentinelbridge.retry.WaitRequest;

/**
 * A call to Azure did not do what it should. The subclass says what that means for the caller; error-policy.camel.yaml
 * decides what is tried again. The message is fit to be shown: it never holds a token, a secret or a URL's query.
 */
public abstract class AzureFailure extends RuntimeException implements WaitRequest {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final Duration retryAfter;

    private AzureFailure(int status, String code, String message, Duration retryAfter, Throwable cause) {
        super(message, cause);
        this.status = status;
        this.code = code;
        this.retryAfter = retryAfter;
    }

    private AzureFailure(Details details) {
        this(details.status(), details.code(), details.sentence(), details.retryAfter().orElse(null), null);
    }

    /** The HTTP status that Azure answered, or 0 if there was no answer. */
    public int status() {
        return status;
    }

    /** The code in Azure's error document, such as {@code AuthorizationFailed}; empty if there was none. */
    public String code() {
        return code;
    }

    @Override
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /**
     * What an answer of Azure says.
     *
     * @param status the HTTP status
     * @param code the code in the error document, or empty
     * @param text the message in the error document, or empty
     * @param requestId Azure's id of the request, for its support, or empty
     * @param retryAfter the Retry-After header
     */
    record Details(int status, String code, String text, String requestId, Optional<Duration> retryAfter) {

        String sentence() {
            var sentence = "Azure answered " + status + (code.isEmpty() ? "" : " " + code);
            return sentence + (text.isEmpty() ? "" : ": " + text) + (requestId.isEmpty() ? "" : " (request " + requestId + ")");
        }
    }

    /** 401: Azure does not take the token. */
    public static final class TokenRefused extends AzureFailure {
        private static final long serialVersionUID = 1L;

        TokenRefused(Details details) {
            super(details);
        }
    }

    /** No token could be fetched. */
    public static final class TokenUnavailable extends AzureFailure {
        private static final long serialVersionUID = 1L;

        TokenUnavailable(String scope, Throwable cause) {
            super(0, "", "No token for " + scope + ": " + firstLine(cause), null, cause);
        }

        private static String firstLine(Throwable cause) {
            if (cause.getCause() instanceof TimeoutException) {
                return "no answer in time";
            }
            var text = String.valueOf(cause.getMessage());
            return text.lines().findFirst().orElse(text);
        }
    }

    /** 403: the identity lacks a role. */
    public static final class RoleMissing extends AzureFailure {
        private static final long serialVersionUID = 1L;

        RoleMissing(Details details) {
            super(details);
        }
    }

    /** 404: what the call is about is not there. */
    public static final class NotFound extends AzureFailure {
        private static final long serialVersionUID = 1L;

        NotFound(Details details) {
            super(details);
        }
    }

    /** 404 of the workspace, its resource group or subscription: the settings are wrong. */
    public static final class WorkspaceNotFound extends AzureFailure {
        private static final long serialVersionUID = 1L;

        WorkspaceNotFound(Details details) {
            super(details);
        }
    }

    /** 409 or 412: somebody else has written meanwhile. */
    public static final class ChangedMeanwhile extends AzureFailure {
        private static final long serialVersionUID = 1L;

        ChangedMeanwhile(Details details) {
            super(details);
        }
    }

    /** 408, 429 or 5xx: the same call may work later. */
    public static final class NotNow extends AzureFailure {
        private static final long serialVersionUID = 1L;

        NotNow(Details details) {
            super(details);
        }
    }

    /** 413: the request has more bytes than Azure takes. */
    public static final class TooLarge extends AzureFailure {
        private static final long serialVersionUID = 1L;

        TooLarge(Details details) {
            super(details);
        }
    }

    /** Any other answer that is no success: the same call will never work. */
    public static final class Refused extends AzureFailure {
        private static final long serialVersionUID = 1L;

        Refused(Details details) {
            super(details);
        }
    }
}
