package org.sentinelbridge.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The client credentials grant (RFC 6749, section 4.4) as Entra ID does it: one resource, scope
 * {@code <resource>/.default}, the secret in the form or as HTTP Basic password.
 */
final class TokenGrant {

    private static final String DEFAULT = "/.default";
    private static final String BASIC = "Basic ";
    /** What client libraries add of their own accord. */
    private static final Set<String> IGNORED = Set.of("openid", "profile", "offline_access", "email");

    private final SandboxOptions options;
    private final TokenStore tokens;
    private final EntraErrors errors;

    TokenGrant(SandboxOptions options, TokenStore tokens, EntraErrors errors) {
        this.options = options;
        this.tokens = tokens;
        this.errors = errors;
    }

    Answer answer(Request request) {
        Map<String, String> form = request.form();
        Optional<String[]> basic = request.header("Authorization").flatMap(TokenGrant::basic);
        basic.ifPresent(credentials -> {
            form.putIfAbsent("client_id", credentials[0]);
            form.putIfAbsent("client_secret", credentials[1]);
        });
        for (String required : List.of("grant_type", "client_id", "scope")) {
            if (form.getOrDefault(required, "").isBlank()) {
                return errors.missingParameter(required);
            }
        }
        if (!form.get("grant_type").equals("client_credentials")) {
            return errors.unsupportedGrant(form.get("grant_type"));
        }
        return refusal(form).orElseGet(() -> grant(form.get("scope"), request.origin() + "/" + options.tenantId()));
    }

    private Optional<Answer> refusal(Map<String, String> form) {
        String client = form.get("client_id");
        if (!client.equalsIgnoreCase(options.clientId())) {
            return Optional.of(errors.unknownClient(client, options.tenantId()));
        }
        if (form.containsKey("client_assertion")) {
            return Optional.of(errors.assertionNotSupported());
        }
        if (!form.containsKey("client_secret")) {
            return Optional.of(errors.noCredential());
        }
        return form.get("client_secret").equals(options.clientSecret())
                ? Optional.empty()
                : Optional.of(errors.wrongSecret(client));
    }

    private Answer grant(String scope, String authority) {
        List<String> scopes = Arrays.stream(scope.trim().split("\\s+"))
                .filter(s -> !IGNORED.contains(s))
                .toList();
        if (scopes.size() != 1 || !scopes.get(0).endsWith(DEFAULT)) {
            return errors.invalidScope(scope);
        }
        String resource = scopes.get(0).substring(0, scopes.get(0).length() - DEFAULT.length());
        Optional<Audience> audience = Audience.of(resource);
        if (audience.isEmpty()) {
            return errors.unknownResource(resource, options.tenantId());
        }
        ObjectNode body = Json.object();
        body.put("token_type", "Bearer");
        body.put("expires_in", options.tokenLifetime().toSeconds());
        body.put("ext_expires_in", options.tokenLifetime().toSeconds());
        body.put("access_token", tokens.issue(resource, audience.get(), authority));
        return Answer.json(200, body);
    }

    private static Optional<String[]> basic(String header) {
        if (!header.startsWith(BASIC)) {
            return Optional.empty();
        }
        try {
            byte[] decoded = Base64.getDecoder().decode(header.substring(BASIC.length()));
            String[] parts = new String(decoded, StandardCharsets.UTF_8).split(":", 2);
            return parts.length == 2 ? Optional.of(parts) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
