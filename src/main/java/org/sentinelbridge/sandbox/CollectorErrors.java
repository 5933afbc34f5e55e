package org.sentinelbridge.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Errors of the HTTP Data Collector API. Source of the codes: learn.microsoft.com azure-monitor/logs/data-collector-api,
 * section "Return codes". The shape {@code {"Error","Message"}} is what the service sends; it is not documented.
 */
final class CollectorErrors {

    private CollectorErrors() {}

    static Rejected of(int status, String code, String message) {
        return new Rejected(answer(status, code, message));
    }

    static Rejected unauthorized(String message) {
        return of(403, "InvalidAuthorization", message);
    }

    /** An error without a particular cause. */
    static Answer ofStatus(int status) {
        return switch (status) {
            case 400 -> answer(400, "InvalidDataFormat", "Invalid JSON was submitted.");
            case 403 -> answer(403, "InvalidAuthorization", "The service failed to authenticate the request.");
            case 404 -> answer(404, "NotFound", "Either the URL provided is incorrect, or the request is too large.");
            case 429 -> answer(429, "TooManyRequests", "The service is experiencing a high volume of data.");
            case 503 -> answer(503, "ServiceUnavailable", "The service currently is unavailable to receive requests.");
            default -> answer(status, "UnspecifiedError", "The service encountered an internal error.");
        };
    }

    private static Answer answer(int status, String code, String message) {
        ObjectNode body = Json.object();
        body.put("Error", code);
        body.put("Message", message);
        return Answer.json(status, body);
    }
}
