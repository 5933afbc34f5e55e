package org.sentinelbridge.sandbox;

import java.time.Clock;

/**
 * Lets a request pass that carries an access token of Entra ID for one service. The codes are ARM's; the Logs Ingestion API
 * documents none of its own.
 */
final class TokenGate {

    private static final String BEARER = "Bearer ";

    private final SandboxOptions options;
    private final TokenStore tokens;
    private final Clock clock;
    private final Audience audience;

    TokenGate(SandboxOptions options, TokenStore tokens, Clock clock, Audience audience) {
        this.options = options;
        this.tokens = tokens;
        this.clock = clock;
        this.audience = audience;
    }

    /** @throws Rejected with 401 if there is no token, or not the right one */
    void check(Request request) {
        String header = request.header("Authorization")
                .orElseThrow(() -> unauthorized(
                        "AuthenticationFailed",
                        "Authentication failed. The 'Authorization' header is missing."));
        if (!header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw unauthorized(
                    "AuthenticationFailed",
                    "Authentication failed. The 'Authorization' header is provided in an invalid format.");
        }
        TokenStore.Issued token = tokens.find(header.substring(BEARER.length()).trim())
                .orElseThrow(() -> unauthorized("InvalidAuthenticationToken", "The access token is invalid."));
        if (token.audience() != audience) {
            throw unauthorized(
                    "InvalidAuthenticationTokenAudience",
                    "The access token has been obtained for wrong audience or resource '" + token.resource()
                            + "'. It should exactly match with one of the allowed audiences '"
                            + String.join("','", audience.resources()) + "'.");
        }
        if (!clock.instant().isBefore(token.expires())) {
            throw unauthorized(
                    "ExpiredAuthenticationToken",
                    "The access token expiry UTC time '" + token.expires() + "' is earlier than current UTC time '"
                            + clock.instant() + "'.");
        }
    }

    private Rejected unauthorized(String code, String message) {
        return new Rejected(ArmErrors.answer(401, code, message)
                .with(
                        "WWW-Authenticate",
                        "Bearer authorization_uri=\"https://login.microsoftonline.com/" + options.tenantId()
                                + "\", error=\"invalid_token\", error_description=\"" + message + "\""));
    }
}
