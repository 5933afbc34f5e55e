package org.sentinelbridge.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Errors in ARM's shape, {@code {"error":{"code","message"}}} (CloudError in azure-rest-api-specs). */
final class ArmErrors {

    private ArmErrors() {}

    static Rejected badRequest(String message) {
        return of(400, "BadRequest", message);
    }

    static Rejected invalidContent(String message) {
        return of(
                400,
                "InvalidRequestContent",
                "The request content was invalid and could not be deserialized: '" + message + "'.");
    }

    static Rejected incidentNotFound(String name) {
        return of(404, "NotFound", "Incident '" + name + "' does not exist");
    }

    static Rejected commentNotFound(String name) {
        return of(404, "NotFound", "Incident comment '" + name + "' does not exist");
    }

    static Rejected conflict(String name) {
        return of(409, "Conflict", "Newer version of resource '" + name + "' exists. Data was not saved");
    }

    static Rejected of(int status, String code, String message) {
        return new Rejected(answer(status, code, message));
    }

    static Answer answer(int status, String code, String message) {
        ObjectNode body = Json.object();
        ObjectNode error = body.putObject("error");
        error.put("code", code);
        error.put("message", message);
        return Answer.json(status, body);
    }

    /** An error without a particular cause. */
    static Answer ofStatus(int status) {
        return switch (status) {
            case 400 -> answer(400, "BadRequest", "The request is not valid.");
            case 401 -> answer(401, "InvalidAuthenticationToken", "The access token is invalid.");
            case 403 -> answer(403, "AuthorizationFailed", "The client does not have authorization.");
            case 404 -> answer(404, "NotFound", "The resource does not exist");
            case 409 -> answer(409, "Conflict", "Newer version of resource exists. Data was not saved");
            case 429 -> answer(429, "TooManyRequests", "The request is being throttled. Please retry later.");
            case 502 -> answer(502, "BadGateway", "The gateway did not receive a response from the service.");
            case 503 -> answer(503, "ServiceUnavailable", "The service is unavailable. Please retry later.");
            case 504 -> answer(
                    504,
                    "GatewayTimeout",
                    "The gateway did not receive a response from 'Microsoft.SecurityInsights' within the specified"
                            + " time period.");
            default -> answer(status, "InternalServerError", "Encountered internal server error.");
        };
    }
}
