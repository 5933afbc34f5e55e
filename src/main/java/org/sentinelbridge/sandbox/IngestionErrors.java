package org.sentinelbridge.sandbox;

/** Errors in the shape of the Logs Ingestion API, {@code {"error":{"code","message"}}}, the code in a header too. */
final class IngestionErrors {

    private IngestionErrors() {}

    static Rejected of(int status, String code, String message) {
        return new Rejected(answer(status, code, message));
    }

    static Rejected tooLarge(int bytes, int most) {
        return of(413, "ContentLengthLimitExceeded", "Maximum allowed content length: " + most + " bytes ("
                + most / (1024 * 1024) + " MB). Provided content length: " + bytes + " bytes.");
    }

    /** An error without a particular cause. */
    static Answer ofStatus(int status) {
        return switch (status) {
            case 413 -> tooLarge(1_068_792, 1_048_576).answer();
            case 429 -> answer(429, "TooManyRequests", "The request limit of the data collection rule has been reached.");
            case 503 -> answer(503, "ServiceUnavailable", "The service is unavailable. Please retry later.");
            default -> {
                Answer general = ArmErrors.ofStatus(status);
                yield general.with("x-ms-error-code", "Error" + status);
            }
        };
    }

    private static Answer answer(int status, String code, String message) {
        return ArmErrors.answer(status, code, message).with("x-ms-error-code", code);
    }
}
