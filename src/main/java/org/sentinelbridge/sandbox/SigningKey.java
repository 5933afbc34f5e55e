package org.sentinelbridge.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What the stand-in for Entra ID signs tokens with. Made when it is first needed, in another thread: that can take seconds. */
final class SigningKey {

    private static final String ID = "sandbox";
    private static final int BITS = 2048;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private Optional<CompletableFuture<KeyPair>> pair = Optional.empty();

    /** Done when there is a key. */
    CompletionStage<?> ready() {
        if (pair.isEmpty()) {
            pair = Optional.of(CompletableFuture.supplyAsync(SigningKey::newPair));
        }
        return pair.get();
    }

    /** A signed token (RFC 7515, RS256). Only when it is ready, as {@link #published}. */
    String sign(ObjectNode claims) {
        var header = Json.object().put("typ", "JWT").put("alg", "RS256").put("kid", ID);
        var text = encode(Json.bytes(header)) + "." + encode(Json.bytes(claims));
        try {
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(pair().getPrivate());
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + encode(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime signs with RSA", e);
        }
    }

    /** The public key as a set of keys (RFC 7517). */
    ObjectNode published() {
        var key = (RSAPublicKey) pair().getPublic();
        var set = Json.object();
        set.putArray("keys").addObject()
                .put("kty", "RSA")
                .put("use", "sig")
                .put("kid", ID)
                .put("n", number(key.getModulus()))
                .put("e", number(key.getPublicExponent()));
        return set;
    }

    private KeyPair pair() {
        return pair.orElseThrow(() -> new IllegalStateException("the key is not ready")).join();
    }

    private static KeyPair newPair() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime makes RSA keys", e);
        }
    }

    /** Without the byte of the sign. */
    private static String number(BigInteger number) {
        var bytes = number.toByteArray();
        return encode(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    private static String encode(byte[] bytes) {
        return BASE64.encodeToString(bytes);
    }
}
