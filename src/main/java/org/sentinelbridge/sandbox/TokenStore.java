package org.sentinelbridge.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The access tokens that were issued. They look like Entra's signed JWTs, but what they are good for is remembered. */
final class TokenStore {

    /** A token of which the sandbox knows. */
    record Issued(String resource, Audience audience, Instant expires) {}

    private static final int REMEMBERED = 10_000;
    private static final int SIGNATURE_BYTES = 256;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final Clock clock;
    private final SandboxOptions options;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Issued> tokens = new LinkedHashMap<>();
    private int requested;
    private int issued;

    TokenStore(Clock clock, SandboxOptions options) {
        this.clock = clock;
        this.options = options;
    }

    void request() {
        requested++;
    }

    String issue(String resource, Audience audience) {
        Instant now = clock.instant();
        Instant expires = now.plus(options.tokenLifetime());
        byte[] signature = new byte[SIGNATURE_BYTES];
        random.nextBytes(signature);
        String token = encode(header()) + "." + encode(claims(resource, now, expires)) + "."
                + BASE64.encodeToString(signature);
        tokens.put(token, new Issued(resource, audience, expires));
        if (tokens.size() > REMEMBERED) {
            tokens.remove(tokens.keySet().iterator().next());
        }
        issued++;
        return token;
    }

    Optional<Issued> find(String token) {
        return Optional.ofNullable(tokens.get(token));
    }

    /** Makes all tokens invalid, as if the application had been disabled for a moment. */
    void revoke() {
        tokens.clear();
    }

    void clear() {
        tokens.clear();
        requested = 0;
        issued = 0;
    }

    int issued() {
        return issued;
    }

    int requested() {
        return requested;
    }

    /** The object id of the application's service principal. */
    static String principal(SandboxOptions options) {
        return UUID.nameUUIDFromBytes(("principal of " + options.clientId()).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private static ObjectNode header() {
        return Json.object().put("typ", "JWT").put("alg", "RS256").put("kid", "sandbox");
    }

    private ObjectNode claims(String resource, Instant now, Instant expires) {
        ObjectNode claims = Json.object();
        claims.put("aud", resource);
        claims.put("iss", "https://sts.windows.net/" + options.tenantId() + "/");
        claims.put("iat", now.getEpochSecond());
        claims.put("nbf", now.getEpochSecond());
        claims.put("exp", expires.getEpochSecond());
        claims.put("appid", options.clientId());
        claims.put("appidacr", "1");
        claims.put("idtyp", "app");
        claims.put("oid", principal(options));
        claims.put("sub", principal(options));
        claims.put("tid", options.tenantId());
        claims.put("ver", "1.0");
        return claims;
    }

    private static String encode(ObjectNode part) {
        return BASE64.encodeToString(Json.bytes(part));
    }
}
