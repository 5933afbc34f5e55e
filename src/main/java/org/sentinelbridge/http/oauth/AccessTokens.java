package org.sentinelbridge.http.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Says which access tokens let a caller in. Nothing here waits: what the issuer is asked, another thread asks. */
public final class AccessTokens {

    private static final int MOST_CHARACTERS = 16 * 1024;
    private static final String BEARER = "Bearer ";

    private final TokenRules rules;
    private final IssuerKeys keys;

    public AccessTokens(OAuthSettings settings, Clock clock) {
        this.rules = new TokenRules(settings, clock);
        this.keys = new IssuerKeys(new KeySource(settings), clock);
    }

    /** Asks for the issuer's keys, so that the first caller need not wait. */
    public void warmUp() {
        keys.refresh();
    }

    /** The access token of a request; empty if what it shows cannot be one. */
    public static Optional<String> in(String authorization) {
        if (!authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Optional.empty();
        }
        var token = authorization.substring(BEARER.length()).trim();
        return token.startsWith("ey") && token.chars().filter(c -> c == '.').count() >= 2 ? Optional.of(token) : Optional.empty();
    }

    /** What is made of a token. Later, and in another thread, if the issuer's keys must be asked for before. */
    public CompletableFuture<Verdict> check(String token) {
        if (token.length() > MOST_CHARACTERS) {
            return now(Verdict.refused("it is longer than " + MOST_CHARACTERS + " characters"));
        }
        try {
            var parsed = SignedJWT.parse(token);
            return rules.fault(parsed).map(Verdict::refused).map(AccessTokens::now).orElseGet(() -> signed(parsed));
        } catch (ParseException | IllegalArgumentException e) {
            return now(Verdict.refused("it is no signed JWT"));
        }
    }

    private CompletableFuture<Verdict> signed(SignedJWT token) {
        var id = token.getHeader().getKeyID();
        var key = keys.find(id);
        if (key.isPresent()) {
            return now(verified(token, key.get()));
        }
        return keys.refresh()
                .map(asked -> asked.thenApply(done -> keys.find(id).map(found -> verified(token, found)).orElseGet(this::unknown))
                        .exceptionally(failure -> unknown()))
                .orElseGet(() -> now(keys.isKnown()
                        ? Verdict.undecided("the issuer was asked for its keys a moment ago, and that which has signed it (kid) was not there")
                        : unknown()));
    }

    private Verdict unknown() {
        return keys.isKnown()
                ? Verdict.refused("its issuer has no such key (kid)")
                : Verdict.undecided("the bridge cannot get the issuer's keys");
    }

    private static Verdict verified(SignedJWT token, JWK key) {
        try {
            var verifier = key instanceof ECKey curve ? new ECDSAVerifier(curve) : new RSASSAVerifier((RSAKey) key);
            var algorithm = token.getHeader().getAlgorithm();
            var fits = verifier.supportedJWSAlgorithms().contains(algorithm)
                    && (key.getAlgorithm() == null || key.getAlgorithm().getName().equals(algorithm.getName()));
            return fits && token.verify(verifier) ? Verdict.accepted() : Verdict.refused("its signature is wrong");
        } catch (JOSEException e) {
            return Verdict.refused("its signature cannot be checked");
        }
    }

    private static CompletableFuture<Verdict> now(Verdict verdict) {
        return CompletableFuture.completedFuture(verdict);
    }
}
