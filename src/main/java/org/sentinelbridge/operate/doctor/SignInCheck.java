package org.sentinelbridge.operate.doctor;

import java.time.Duration;
import java.time.OffsetDateTime;
import org.sentinelbridge.azure.SignInAdvice;

/** Whether a token can be had for a scope. */
final class SignInCheck implements Check {

    private final Tokens tokens;
    private final String credential;

    /** @param credential the kind that {@code azure.credential} names */
    SignInCheck(Tokens tokens, String credential) {
        this.tokens = tokens;
        this.credential = credential;
    }

    @Override
    public String name() {
        return "sign-in";
    }

    @Override
    public Finding look() {
        try {
            var token = tokens.get();
            if (token.getExpiresAt().equals(OffsetDateTime.MAX)) {
                return Finding.ok(name(), "The token of azure.static-token is sent as it is; when it ends is not known");
            }
            var left = Duration.between(OffsetDateTime.now(), token.getExpiresAt());
            return Finding.ok(name(), "Got a token for " + tokens.scope() + " by " + credential + ", good for " + left.toMinutes() + " minutes"
                    + (credential.equals("client-secret") ? "; when the secret ends, only Entra ID knows" : ""));
        } catch (Tokens.NoToken e) {
            return Finding.fail(name(), "No token for " + tokens.scope() + ": " + e.getMessage(), SignInAdvice.of(e.getMessage()));
        }
    }
}
