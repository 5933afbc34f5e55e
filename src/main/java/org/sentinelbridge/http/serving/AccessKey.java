package org.sentinelbridge.http.serving;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.stream.Stream;
import org.sentinelbridge.base.settings.SettingsException;

/**
 * The key that a caller must show, in one of the ways that Kibana's connectors and browsers know: the query parameter {@code
 * sig} (as
 * a Logic App's URL has it), the header {@code X-Api-Key}, {@code Authorization: Bearer}, or the password of
 * {@code Authorization: Basic} with any user name. Compared by hash, in a time that tells nothing about the key.
 */
public final class AccessKey {

    /** One that is shorter can be found by trying. */
    static final int LEAST_CHARACTERS = 16;

    private final byte[] hash;

    private AccessKey(String key) {
        this.hash = sha256(key);
    }

    /**
     * The key that a setting gives.
     *
     * @throws SettingsException if it is too short
     */
    public static AccessKey of(String setting, String key) {
        if (key.length() < LEAST_CHARACTERS) {
            throw new SettingsException(setting, "has " + key.length() + " characters, and must have " + LEAST_CHARACTERS
                    + " or more, or it could be guessed. Make one with: openssl rand -hex 24");
        }
        return new AccessKey(key);
    }

    /**
     * Whether one of the credentials of a request is the key. All that are given are looked at, whichever matches.
     *
     * @param sig the query parameter, or the empty text
     * @param apiKey the header X-Api-Key, or the empty text
     * @param authorization the header Authorization, or the empty text
     */
    public boolean isIn(String sig, String apiKey, String authorization) {
        return Stream.of(sig, apiKey, bearer(authorization), basicPassword(authorization))
                .filter(candidate -> !candidate.isEmpty())
                .map(this::matches)
                .reduce(false, Boolean::logicalOr);
    }

    private boolean matches(String candidate) {
        return MessageDigest.isEqual(hash, sha256(candidate));
    }

    private static String bearer(String authorization) {
        return hasScheme(authorization, "Bearer ") ? authorization.substring(7).trim() : "";
    }

    private static String basicPassword(String authorization) {
        if (!hasScheme(authorization, "Basic ")) {
            return "";
        }
        try {
            var decoded = Base64.getDecoder().decode(authorization.substring(6).trim());
            var pair = new String(decoded, StandardCharsets.UTF_8);
            return pair.substring(pair.indexOf(':') + 1);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static boolean hasScheme(String authorization, String scheme) {
        return authorization.regionMatches(true, 0, scheme, 0, scheme.length());
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
