package org.sentinelbridge.sandbox.kibana;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;

/** Who may pass: a caller with the key or the user's password, and with the header that Kibana wants. */
final class Gate {

    /** The user of whom the stand-in knows the password. */
    static final String USER = "elastic";

    private static final String PASSWORD = "sandbox";

    private final String apiKey;
    private final Knobs knobs;

    Gate(String apiKey, Knobs knobs) {
        this.apiKey = apiKey;
        this.knobs = knobs;
    }

    boolean knows(Call call) {
        var given = call.header().apply("Authorization").orElse("");
        return given.startsWith("ApiKey ") && knobs.keyValid() && same(given.substring(7).strip(), apiKey)
                || given.startsWith("Basic ") && basic(given.substring(6).strip()).filter(pair -> same(pair, USER + ":" + PASSWORD)).isPresent();
    }

    /** @throws Refused if the request must not pass */
    void check(Call call) {
        if (!knows(call)) {
            throw Refused.of(401, "[security_exception]: unable to authenticate with provided credentials and anonymous access is not"
                    + " allowed for this request");
        }
        if (!call.method().equals("GET") && call.header().apply("kbn-xsrf").isEmpty()) {
            throw Refused.of(400, "Request must contain a kbn-xsrf header.");
        }
        var type = call.header().apply("Content-Type").orElse("");
        if (call.body().length > 0 && !type.startsWith("application/json") && !type.startsWith("multipart/form-data")) {
            throw Refused.of(415, "Unsupported Media Type");
        }
    }

    /** @throws Refused with 403 if the caller lacks the privilege */
    void require(String privilege, String refusal) {
        if (knobs.lacks(privilege)) {
            throw Refused.of(403, refusal);
        }
    }

    private static Optional<String> basic(String encoded) {
        try {
            return Optional.of(new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
