package org.sentinelbridge.sandbox;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Lets a request pass that is signed with the workspace's key. Signed are the method, the length of the body in bytes, the
 * Content-Type as it was sent, the date and the path. Source: learn.microsoft.com azure-monitor/logs/data-collector-api,
 * section "Authorization".
 */
final class SharedKeyGate {

    private static final Duration MOST_DRIFT = Duration.ofMinutes(15);
    private static final String ALGORITHM = "HmacSHA256";
    private static final String SCHEME = "SharedKey ";

    private final LogAnalyticsOptions options;
    private final Clock clock;

    SharedKeyGate(LogAnalyticsOptions options, Clock clock) {
        this.options = options;
        this.clock = clock;
    }

    /** @throws Rejected with 403 if the signature is missing, wrong or too old */
    void check(Request request) {
        String header = request.header("Authorization")
                .orElseThrow(() -> CollectorErrors.unauthorized("The Authorization header is missing."));
        String date = request.header("x-ms-date")
                .orElseThrow(() -> CollectorErrors.unauthorized("The x-ms-date header is missing."));
        int colon = header.indexOf(':');
        if (!header.startsWith(SCHEME) || colon < 0) {
            throw CollectorErrors.unauthorized("The Authorization header is not 'SharedKey <WorkspaceID>:<Signature>'.");
        }
        if (!header.substring(SCHEME.length(), colon).equalsIgnoreCase(options.workspaceId())) {
            throw CollectorErrors.unauthorized("The workspace id in the Authorization header is not known.");
        }
        checkDate(date);
        String expected = signature(
                options.workspaceKey(), request.body().length, request.header("Content-Type").orElse(""), date);
        if (!MessageDigest.isEqual(bytes(expected), bytes(header.substring(colon + 1)))) {
            throw CollectorErrors.unauthorized("An invalid signature was specified in the Authorization header.");
        }
    }

    static String signature(String key, int length, String contentType, String date) {
        String text = "POST\n" + length + "\n" + contentType + "\nx-ms-date:" + date + "\n/api/logs";
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(key), ALGORITHM));
            return Base64.getEncoder().encodeToString(mac.doFinal(bytes(text)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void checkDate(String date) {
        Instant given;
        try {
            given = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
        } catch (DateTimeException e) {
            throw CollectorErrors.unauthorized("The x-ms-date header '" + date + "' is not in RFC 1123 format.");
        }
        if (Duration.between(given, clock.instant()).abs().compareTo(MOST_DRIFT) > 0) {
            throw CollectorErrors.unauthorized(
                    "The x-ms-date header '" + date + "' is more than 15 minutes away from the present time.");
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
