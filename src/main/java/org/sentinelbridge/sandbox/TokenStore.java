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
import java.util.concurrent.CompletionStage;

/** The access tokens that were issued. They look like Entra's signed JWTs. What those for services of Azure are good
 * for is remembered; those for the bridge, which has no part in that, are signed. */
final class TokenStore {

    /** A token of which the sandbox knows. */
    record Issued(String resource, Audience audience, Instant expires) {}

    private static final int REMEMBERED = 10_000;
    private static final int SIGNATURE_BYTES = 256;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final Clock clock;
    private final SandboxOptions options;
    private final SecureRandom random = new SecureRandom();
    private final SigningKey key = new SigningKey();
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

    /** @param authority under which the tenant was asked for the token */
    String issue(String resource, Audience audience, String authority) {
        Instant now = clock.instant();
        Instant expires = now.plus(options.tokenLifetime());
        ObjectNode claims = audience == Audience.BRIDGE ? ofVersion2(authority) : ofVersion1(resource);
        claims.put("iat", now.getEpochSecond());
        claims.put("nbf", now.getEpochSecond());
        claims.put("exp", expires.getEpochSecond());
        String token = audience == Audience.BRIDGE ? key.sign(claims) : unsigned(claims);
        tokens.put(token, new Issued(resource, audience, expires));
        if (tokens.size() > REMEMBERED) {
            tokens.remove(tokens.keySet().iterator().next());
        }
        issued++;
        return token;
    }

    private String unsigned(ObjectNode claims) {
        byte[] signature = new byte[SIGNATURE_BYTES];
        random.nextBytes(signature);
        ObjectNode header = Json.object().put("typ", "JWT").put("alg", "RS256").put("kid", "sandbox");
        return BASE64.encodeToString(Json.bytes(header)) + "." + BASE64.encodeToString(Json.bytes(claims)) + "."
                + BASE64.encodeToString(signature);
    }

    /** Done when tokens for the bridge can be issued and {@link #keys} are there. */
    CompletionStage<?> ready() {
        return key.ready();
    }

    /** The public keys of the tenant. */
    ObjectNode keys() {
        return key.published();
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

    private ObjectNode ofVersion1(String resource) {
        ObjectNode claims = application();
        claims.put("aud", resource);
        claims.put("iss", "https://sts.windows.net/" + options.tenantId() + "/");
        claims.put("appid", options.clientId());
        claims.put("appidacr", "1");
        claims.put("idtyp", "app");
        claims.put("ver", "1.0");
        return claims;
    }

    private ObjectNode ofVersion2(String authority) {
        ObjectNode claims = application();
        claims.put("aud", Audience.BRIDGE_ID);
        claims.put("iss", authority + "/v2.0");
        claims.put("azp", options.clientId());
        claims.put("azpacr", "1");
        claims.putArray("roles").add(Audience.BRIDGE_ROLE);
        claims.put("ver", "2.0");
        return claims;
    }

    private ObjectNode application() {
        ObjectNode claims = Json.object();
        claims.put("oid", principal(options));
        claims.put("sub", principal(options));
        claims.put("tid", options.tenantId());
        return claims;
    }
}
