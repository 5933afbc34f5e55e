package org.sentinelbridge.http.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.base.settings.SettingsException;

class OAuthSettingsTest {

    private static final Map<String, String> WHOLE = Map.of(
            "webhook.oauth.issuer", "https://login.microsoftonline.com/tenant/v2.0",
            "webhook.oauth.audience", "app",
            "webhook.oauth.client-ids", "Kibana , other");

    @Test
    void nothingIsSet() {
        assertThat(read(Map.of())).isEmpty();
    }

    @Test
    void idsAreReadWithoutSpacesAndCase() {
        assertThat(read(WHOLE).orElseThrow().clients()).containsExactlyInAnyOrder("kibana", "other");
    }

    @ParameterizedTest
    @CsvSource({
        "webhook.oauth.issuer, http://login.example/tenant, must be https",
        "webhook.oauth.issuer, https://login.microsoftonline.com/common/v2.0, must name one tenant",
        "webhook.oauth.issuer, '', does nothing without webhook.oauth.issuer",
        "webhook.oauth.audience, '', must be set with webhook.oauth.issuer",
        "webhook.oauth.client-ids, '', or webhook.oauth.role must be set",
        "webhook.oauth.client-ids, ' , ', or webhook.oauth.role must be set",
        "webhook.oauth.jwks-url, http://keys.example/, must be https"
    })
    void whatIsMissingOrWrongIsNamed(String name, String value, String why) {
        var given = new HashMap<>(WHOLE);
        given.put(name, value);
        assertThatThrownBy(() -> read(given)).isInstanceOf(SettingsException.class).hasMessageContaining(why);
    }

    private static Optional<OAuthSettings> read(Map<String, String> given) {
        return OAuthSettings.of(new Settings(name -> Optional.ofNullable(given.get(name)).filter(value -> !value.isEmpty())));
    }
}
