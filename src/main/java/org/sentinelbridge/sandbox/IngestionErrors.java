package org.sentinelbridge.sandbox;

/**
 * Errors of the Logs Ingestion API: ErrorResponse in azure-rest-api-specs DataCollectionRules.json 2023-01-01,
 * {@code {"error":{"code","message"}}}, which is ARM's shape. The code stands in the header x-ms-error-code too; see
 * {@link IngestionSurface}. Texts that Microsoft's pages and issues quote are taken from there.
 */
final class IngestionErrors {

    private static final int MEGABYTE = 1024 * 1024;

    private IngestionErrors() {}

    static Rejected of(int status, String code, String message) {
        return new Rejected(answer(status, code, message));
    }

    static Answer answer(int status, String code, String message) {
        return ArmErrors.answer(status, code, message);
    }

    static Rejected invalidContent(String message) {
        return of(400, "InvalidRequestContent", "The request content is not valid: " + message + ".");
    }

    /** Quoted in AzADServicePrincipalInsights #30. */
    static Rejected tooLong(long most, long length) {
        return of(
                413,
                "ContentLengthLimitExceeded",
                "Maximum allowed content length: " + most + " bytes (" + most / MEGABYTE + " MB). Provided content"
                        + " length: " + length + " bytes.");
    }

    /** Quoted in many questions about missing roles. */
    static Rejected noRole(String rule, String tenant, String principal) {
        return of(
                403,
                "OperationFailed",
                "The authentication token provided does not have access to ingest data for the data collection rule"
                        + " with immutable Id '" + rule + "' PipelineAccessResult: AccessGranted: False, IsRbacPresent:"
                        + " False, IsDcrDceBindingValid: , DcrArmId: , Message: Required authorization action was not"
                        + " found for tenantId " + tenant + " objectId " + principal + ".");
    }

    /** An error without a particular cause. */
    static Answer ofStatus(int status) {
        return switch (status) {
            case 400 -> answer(400, "InvalidRequestContent", "The request content is not valid.");
            case 401 -> answer(401, "InvalidAuthenticationToken", "The access token is invalid.");
            case 403 -> answer(
                    403,
                    "OperationFailed",
                    "The authentication token provided does not have access to ingest data for the data collection"
                            + " rule.");
            case 404 -> answer(404, "NotFound", "The data collection rule was not found.");
            case 408 -> answer(408, "RequestTimeout", "The request timed out.");
            case 413 -> tooLong(MEGABYTE, MEGABYTE + 1L).answer();
            case 429 -> answer(429, "TooManyRequests", "Too many requests. Please retry later.");
            case 503 -> answer(503, "ServiceUnavailable", "The service is unavailable. Please retry later.");
            default -> answer(status, "InternalServerError", "Encountered internal server error.");
        };
    }
}
