package org.sentinelbridge.http.oauth;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a token must say of itself. Whether it is true, its signature tells. */
final class TokenRules {

    private static final Duration SKEW = Duration.ofSeconds(60);
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256);

    private final OAuthSettings settings;
    private final Clock clock;

    TokenRules(OAuthSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** What is wrong with a token; empty if nothing is but perhaps its signature. */
    Optional<String> fault(SignedJWT token) {
        try {
            var claims = token.getJWTClaimsSet();
            return head(token.getHeader()).or(() -> claims == null ? Optional.of("it holds no claims") : claims(claims));
        } catch (ParseException e) {
            return Optional.of("its claims cannot be read");
        }
    }

    private static Optional<String> head(JWSHeader header) {
        if (!ALGORITHMS.contains(header.getAlgorithm())) {
            return Optional.of("its algorithm (alg) must be RS256, PS256 or ES256");
        }
        if (header.getKeyID() == null || header.getKeyID().isEmpty()) {
            return Optional.of("it does not name the key that has signed it (kid)");
        }
        return Optional.empty();
    }

    private Optional<String> claims(JWTClaimsSet claims) {
        var now = clock.instant();
        if (claims.getIssuer() == null || !withoutSlash(claims.getIssuer()).equals(settings.issuer())) {
            return Optional.of("its issuer (iss) is not webhook.oauth.issuer");
        }
        if (!claims.getAudience().contains(settings.audience())) {
            return Optional.of("it is for another audience (aud) than webhook.oauth.audience");
        }
        if (isBefore(claims.getExpirationTime(), Date.from(now.minus(SKEW)))) {
            return Optional.of("it has expired, or has no end (exp)");
        }
        if (claims.getNotBeforeTime() != null && claims.getNotBeforeTime().after(Date.from(now.plus(SKEW)))) {
            return Optional.of("it is not valid yet (nbf); check the clock of the bridge");
        }
        return caller(claims);
    }

    private Optional<String> caller(JWTClaimsSet claims) {
        if (claims.getClaim("scp") != null) {
            return Optional.of("it is a user's (scp), and must be an application's (client credentials)");
        }
        // azp in Entra's tokens of version 2.0, appid in those of version 1.0
        var client = claims.getClaim("azp") != null ? claims.getClaim("azp") : claims.getClaim("appid");
        if (!settings.clients().isEmpty() && !(client instanceof String id && settings.clients().contains(id.toLowerCase(Locale.ROOT)))) {
            return Optional.of("its application (azp or appid) is not in webhook.oauth.client-ids");
        }
        if (settings.role().isPresent()
                && !(claims.getClaim("roles") instanceof List<?> roles && roles.contains(settings.role().get()))) {
            return Optional.of("it has not the role (roles) of webhook.oauth.role");
        }
        return Optional.empty();
    }

    private static boolean isBefore(Date end, Date least) {
        return end == null || !end.after(least);
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }
}
