package org.sentinelbridge.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/**
 * Errors as Entra ID words them: an OAuth 2.0 error (RFC 6749, section 5.2) whose description begins with an AADSTS
 * code. Source: learn.microsoft.com, "Microsoft Entra authentication and authorization error codes".
 */
final class EntraErrors {

    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

    private final Clock clock;

    EntraErrors(Clock clock) {
        this.clock = clock;
    }

    Answer wrongSecret(String client) {
        return answer(
                401,
                "invalid_client",
                7000215,
                "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value,"
                        + " not the client secret ID, for a secret added to app '" + client + "'.");
    }

    Answer noCredential() {
        return answer(
                401,
                "invalid_client",
                7000218,
                "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.");
    }

    Answer assertionNotSupported() {
        return answer(
                401,
                "invalid_client",
                700027,
                "The certificate with identifier used to sign the client assertion is not registered on application."
                        + " (This sandbox knows client secrets only.)");
    }

    Answer unknownClient(String client, String tenant) {
        return answer(
                400,
                "unauthorized_client",
                700016,
                "Application with identifier '" + client + "' was not found in the directory '" + tenant
                        + "'. This can happen if the application has not been installed by the administrator of the"
                        + " tenant or consented to by any user in the tenant."
                        + " You may have sent your authentication request to the wrong tenant.");
    }

    Answer unknownTenant(String tenant) {
        return answer(
                400,
                "invalid_request",
                90002,
                "Tenant '" + tenant + "' not found. Check to make sure you have the correct tenant ID and are signing"
                        + " into the correct cloud. Check with your subscription administrator, this may happen if there"
                        + " are no active subscriptions for the tenant.");
    }

    Answer invalidScope(String scope) {
        return answer(
                400,
                "invalid_scope",
                70011,
                "The provided request must include a 'scope' input parameter. The provided value for the input parameter"
                        + " 'scope' is not valid. The scope " + scope + " is not valid.");
    }

    Answer unknownResource(String resource, String tenant) {
        return answer(
                400,
                "invalid_resource",
                500011,
                "The resource principal named " + resource + " was not found in the tenant named " + tenant
                        + ". This can happen if the application has not been installed by the administrator of the tenant"
                        + " or consented to by any user in the tenant."
                        + " You might have sent your authentication request to the wrong tenant.");
    }

    Answer missingParameter(String name) {
        return answer(
                400, "invalid_request", 900144, "The request body must contain the following parameter: '" + name + "'.");
    }

    Answer unsupportedGrant(String grant) {
        return answer(400, "unsupported_grant_type", 70003, "The app requested an unsupported grant type '" + grant + "'.");
    }

    Answer onlyPost() {
        return answer(400, "invalid_request", 900561, "The endpoint only accepts POST requests. Received a GET request.");
    }

    Answer transientError(int status) {
        return answer(status, "temporarily_unavailable", 90033, "A transient error has occurred. Please try again.");
    }

    private Answer answer(int status, String error, int code, String message) {
        Instant now = clock.instant();
        String trace = UUID.randomUUID().toString();
        String correlation = UUID.randomUUID().toString();
        ObjectNode body = Json.object();
        body.put("error", error);
        body.put(
                "error_description",
                "AADSTS" + code + ": " + message + " Trace ID: " + trace + " Correlation ID: " + correlation
                        + " Timestamp: " + TIMESTAMP.format(now));
        body.putArray("error_codes").add(code);
        body.put("timestamp", TIMESTAMP.format(now));
        body.put("trace_id", trace);
        body.put("correlation_id", correlation);
        body.put("error_uri", "https://login.microsoftonline.com/error?code=" + code);
        return Answer.json(status, body);
    }
}
