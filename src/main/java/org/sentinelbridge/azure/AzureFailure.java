package org.sentinelbridge.azure;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.sentinelbridge.base.retry.RetryAfter;
import org.sentinelbridge.base.retry.SideFailure;
import org.sentinelbridge.base.retry.WaitRequest;

/**
 * A call to Azure did not do what it should. The subclass says what that means for the caller; error-policy.camel.yaml
 * decides what is tried again. The message is fit to be shown: it never holds a token, a secret or a URL's query.
 */
public abstract class AzureFailure extends RuntimeException implements WaitRequest {

    private static final long serialVersionUID = 1L;
    private static final int TOO_MANY_REQUESTS = 429;

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

    @Override
    public boolean isThrottle() {
        return status == TOO_MANY_REQUESTS;
    }

    /** The failure that an answer stands for that is no success. */
    public static AzureFailure of(Details details) {
        return switch (details.status()) {
            case 400 -> details.ofSettings() ? new WorkspaceNotFound(details) : new Refused(details);
            case 401 -> new TokenRefused(details);
            case 403 -> new RoleMissing(details);
            case 404 -> details.ofWorkspace() ? new WorkspaceNotFound(details) : new NotFound(details);
            case 409, 412 -> new ChangedMeanwhile(details);
            case 413 -> new TooLarge(details);
            case 407, 408, 421, 425, 429 -> new NotNow(details);
            default -> details.status() >= 500 || details.status() < 400 ? new NotNow(details) : new Refused(details);
        };
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
    public record Details(int status, String code, String text, String requestId, Optional<Duration> retryAfter) {

        private static final int MOST_TEXT = 500;
        /** Of the Logs Ingestion API and the HTTP Data Collector API: every row would be refused. */
        private static final Set<String> SETTINGS_CODES = Set.of("InvalidStream", "InactiveCustomer", "InvalidCustomerId", "InvalidLogType");
        private static final Set<String> WORKSPACE_CODES = Set.of(
                "SubscriptionNotFound", "InvalidSubscriptionId", "ResourceGroupNotFound", "WorkspaceNotFound", "ParentResourceNotFound");

        /**
         * Reads an answer.
         *
         * @param body the JSON of the answer; missing if it has none
         * @param header finds a header by its name
         */
        public static Details of(int status, JsonNode body, Function<String, Optional<String>> header) {
            var error = body.path("error");
            // the HTTP Data Collector API has {"Error", "Message"}
            var text = error.path("message").asText(body.path("Message").asText(""));
            return new Details(
                    status,
                    error.path("code").asText(body.path("Error").asText("")),
                    text.length() > MOST_TEXT ? text.substring(0, MOST_TEXT) + "…" : text,
                    header.apply("x-ms-request-id").orElse(""),
                    header.apply("Retry-After").flatMap(RetryAfter::of));
        }

        private boolean ofSettings() {
            return SETTINGS_CODES.contains(code);
        }

        private boolean ofWorkspace() {
            return WORKSPACE_CODES.contains(code) || text.contains("/workspaces/") && code.equals("ResourceNotFound");
        }

        private String sentence() {
            var sentence = "Azure answered " + status + (code.isEmpty() ? "" : " " + code);
            if (status < 400 && text.isEmpty()) {
                return sentence + " where that is no answer of its own; does a proxy answer in its place?";
            }
            return sentence + (text.isEmpty() ? "" : ": " + text) + (requestId.isEmpty() ? "" : " (request " + requestId + ")");
        }
    }

    /** 401: Azure does not take the token. */
    public static final class TokenRefused extends AzureFailure implements SideFailure {
        private static final long serialVersionUID = 1L;

        TokenRefused(Details details) {
            super(details);
        }
    }

    /** No token could be fetched. */
    public static final class TokenUnavailable extends AzureFailure implements SideFailure {
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
    public static final class RoleMissing extends AzureFailure implements SideFailure {
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

    /** 404 of the workspace, its resource group or subscription, or 400 of a stream or table that is none: the settings are wrong. */
    public static final class WorkspaceNotFound extends AzureFailure implements SideFailure {
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

    /**
     * 408, 429 or 5xx: the same call may work later. So it may after an answer that says nothing of what was sent, and hardly comes from
     * Azure: a redirect, a page in place of a receipt, a proxy that wants to know who is there (407), a connection that went wrong (421, 425).
     */
    public static final class NotNow extends AzureFailure implements SideFailure {
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
