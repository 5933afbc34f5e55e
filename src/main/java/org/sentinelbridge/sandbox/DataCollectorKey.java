package org.sentinelbridge.sandbox;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A workspace's key, and which requests bear its signature. */
final class DataCollectorKey {

    private final String workspaceId;
    private final byte[] key;

    /** @param key in Base64 */
    DataCollectorKey(String workspaceId, String key) {
        this.workspaceId = workspaceId;
        this.key = Base64.getDecoder().decode(key);
    }

    boolean signs(String authorization, int bytes, String date) {
        return MessageDigest.isEqual(
                authorization.getBytes(StandardCharsets.UTF_8), expected(bytes, date).getBytes(StandardCharsets.UTF_8));
    }

    String expected(int bytes, String date) {
        String text = String.join("\n", "POST", Integer.toString(bytes), "application/json", "x-ms-date:" + date, "/api/logs");
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, mac.getAlgorithm()));
            byte[] signature = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
            return "SharedKey " + workspaceId + ":" + Base64.getEncoder().encodeToString(signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
