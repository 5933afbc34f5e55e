package org.sentinelbridge.http.oauth;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.base.settings.SettingsException;

/**
 * Whose access tokens are taken, and which of them.
 *
 * @param issuer without a slash at its end
 * @param keys the address of the issuer's public keys, where its OpenID configuration does not tell
 * @param clients the applications that may call, in small letters; empty: any that has the role
 * @param role the app role that a token must have
 */
public record OAuthSettings(String issuer, String audience, Optional<String> keys, Set<String> clients, Optional<String> role) {

    private static final String ISSUER = "webhook.oauth.issuer";
    private static final String AUDIENCE = "webhook.oauth.audience";
    private static final String CLIENTS = "webhook.oauth.client-ids";
    private static final String ROLE = "webhook.oauth.role";
    private static final String KEYS = "webhook.oauth.jwks-url";

    public OAuthSettings {
        clients = Set.copyOf(clients);
    }

    /**
     * What the settings say; empty if no issuer is set.
     *
     * @throws SettingsException if one is wrong, or if any application of the tenant would be let in
     */
    public static Optional<OAuthSettings> of(Settings settings) {
        var issuer = settings.safeUrl(ISSUER);
        if (issuer.isEmpty()) {
            for (var other : List.of(AUDIENCE, CLIENTS, ROLE, KEYS)) {
                if (settings.find(other).isPresent()) {
                    throw new SettingsException(other, "does nothing without " + ISSUER + "; set that too, or empty this setting");
                }
            }
            return Optional.empty();
        }
        if (issuer.get().matches(".*/(common|organizations|consumers)(/.*)?")) {
            throw new SettingsException(ISSUER, "must name one tenant by its id, as in https://login.microsoftonline.com/TENANT-ID/v2.0");
        }
        var audience = settings.find(AUDIENCE).orElseThrow(() -> new SettingsException(
                AUDIENCE, "must be set with " + ISSUER + ": the aud of the tokens, in Entra the client id of the bridge's app registration"));
        var clients = settings.find(CLIENTS).stream()
                .flatMap(list -> Arrays.stream(list.split(",")))
                .map(client -> client.strip().toLowerCase(Locale.ROOT))
                .filter(client -> !client.isEmpty())
                .collect(Collectors.toSet());
        var role = settings.find(ROLE);
        if (clients.isEmpty() && role.isEmpty()) {
            throw new SettingsException(CLIENTS, "or " + ROLE + " must be set with " + ISSUER
                    + ": any application of the tenant can get a token for this audience; set the client id of Kibana's app registration");
        }
        return Optional.of(new OAuthSettings(issuer.get(), audience, settings.safeUrl(KEYS), clients, role));
    }
}
