package org.sentinelbridge.operate.doctor;

import java.io.IOException;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.http.oauth.KeySource;
import org.sentinelbridge.http.oauth.OAuthSettings;

/** Whether the issuer of access tokens tells its public keys. */
final class IssuerCheck implements Check {

    static final String ISSUER = "webhook.oauth.issuer";

    private final Settings settings;

    /** @param settings with an issuer */
    IssuerCheck(Settings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "token-issuer";
    }

    @Override
    public Finding look() {
        var wanted = OAuthSettings.of(settings).orElseThrow();
        try {
            var keys = new KeySource(wanted).count();
            return keys == 0
                    ? Finding.fail(name(), wanted.issuer() + " tells no key", "Check " + ISSUER + " and webhook.oauth.jwks-url")
                    : Finding.ok(name(), wanted.issuer() + " tells " + keys + (keys == 1 ? " key" : " keys"));
        } catch (IOException e) {
            return Finding.fail(name(), e.getMessage(), "Check " + ISSUER + ", and that firewalls let this machine through;"
                    + " until then access tokens are refused and webhook.key is taken");
        }
    }
}
