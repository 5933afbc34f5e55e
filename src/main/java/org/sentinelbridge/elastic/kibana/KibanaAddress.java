package org.sentinelbridge.elastic.kibana;

import java.net.URI;
import javax.net.ssl.SSLContext;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.base.settings.SettingsException;
import org.sentinelbridge.base.settings.Trust;

/**
 * Where Kibana's API is and who asks there.
 *
 * @param url without a slash at its end
 * @param space empty for the default space
 * @param apiKey as Kibana shows it encoded
 */
public record KibanaAddress(URI url, String space, String apiKey, SSLContext tls) {

    private static final String URL = "kibana.url";
    private static final String API_URL = "kibana.api-url";
    private static final String KEY = "kibana.api-key";

    /** @throws SettingsException if a setting is missing or wrong */
    public static KibanaAddress of(Settings settings) {
        return new KibanaAddress(URI.create(url(settings)), space(settings), key(settings), Trust.of(settings, "kibana.certificate-authority"));
    }

    /** Where the API is, as {@link #url()}. */
    static String url(Settings settings) {
        return settings.safeUrl(API_URL).or(() -> settings.safeUrl(URL)).orElseThrow(() ->
                new SettingsException(URL, "must be set; for example https://kibana.example.com"));
    }

    static String key(Settings settings) {
        return settings.matching(KEY, "[A-Za-z0-9+/=_-]{16,1000}", "API key as Kibana shows it under \"encoded\" (Base64)")
                .orElseThrow(() -> new SettingsException(KEY, "must be set; Kibana > Stack Management > API keys makes one. Who may not"
                        + " make one uses --print"));
    }

    /** The space of the settings; empty for the default space. */
    public static String space(Settings settings) {
        return settings.matching("kibana.space", "[a-z0-9_-]{1,100}", "id of a space").filter(id -> !id.equals("default")).orElse("");
    }

    /** The key stays out of logs. */
    @Override
    public String toString() {
        return "KibanaAddress[" + url + ", " + space + "]";
    }
}
