package org.sentinelbridge.sandbox.eventhubs;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Checks shared access signatures: {@code SharedAccessSignature sr=..&sig=..&se=..&skn=..}. */
final class SasToken {

    private static final String PREFIX = "SharedAccessSignature ";
    private static final String ALGORITHM = "HmacSHA256";

    private SasToken() {}

    /**
     * Why the token is refused, or nothing when it is good.
     *
     * @param nowSeconds seconds since 1970, to compare with the end of the token
     */
    static Optional<String> refusal(String token, String keyName, String key, long nowSeconds) {
        if (!token.startsWith(PREFIX)) {
            return Optional.of("no shared access signature");
        }
        var fields = fields(token.substring(PREFIX.length()));
        if (!fields.keySet().containsAll(Set.of("sr", "se", "sig", "skn"))) {
            return Optional.of("incomplete shared access signature");
        }
        try {
            if (Long.parseLong(fields.get("se")) < nowSeconds) {
                return Optional.of("ExpiredToken: The token is expired.");
            }
            var expected = sign(fields.get("sr") + '\n' + fields.get("se"), key);
            var given = Base64.getDecoder().decode(decoded(fields.get("sig")));
            return decoded(fields.get("skn")).equals(keyName) && MessageDigest.isEqual(expected, given)
                    ? Optional.empty()
                    : Optional.of("InvalidSignature: The token has an invalid signature.");
        } catch (IllegalArgumentException e) {
            return Optional.of("malformed shared access signature: " + e.getMessage());
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static Map<String, String> fields(String text) {
        var fields = new HashMap<String, String>();
        for (var field : text.split("&")) {
            var pair = field.split("=", 2);
            if (pair.length == 2) {
                fields.put(pair[0], pair[1]);
            }
        }
        return fields;
    }

    private static byte[] sign(String text, String key) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
