package org.sentinelbridge.operate.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.http.oauth.TokenIssuer;

/** What the doctor says of the issuer of access tokens. */
class IssuerCheckTest {

    @Test
    void theNumberOfKeysIsTold() {
        try (var issuer = new TokenIssuer()) {
            var found = look(issuer.url());

            assertThat(found.state()).isEqualTo(State.OK);
            assertThat(found.why()).isEqualTo(issuer.url() + " tells 1 key");
        }
    }

    @Test
    void anIssuerThatDoesNotAnswerIsNamed() {
        try (var issuer = new TokenIssuer()) {
            issuer.down(true);
            var found = look(issuer.url());

            assertThat(found.state()).isEqualTo(State.FAIL);
            assertThat(found.why()).isEqualTo(issuer.url() + "/.well-known/openid-configuration answers 503");
            assertThat(found.next()).contains("webhook.oauth.issuer", "webhook.key is taken");
        }
    }

    private static Finding look(String issuer) {
        var settings = Map.of("webhook.oauth.issuer", issuer, "webhook.oauth.audience", "a", "webhook.oauth.role", "r");
        return new IssuerCheck(new Settings(name -> Optional.ofNullable(settings.get(name)))).look();
    }
}
