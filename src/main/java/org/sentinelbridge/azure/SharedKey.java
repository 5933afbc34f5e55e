package org.sentinelbridge.azure;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.camel.Exchange;
import org.sentinelbridge.base.settings.SettingsException;

/**
 * Signs requests of the HTTP Data Collector API with a workspace's key. Source: learn.microsoft.com
 * azure-monitor/logs/data-collector-api, section "Authorization".
 */
public final class SharedKey {

    private static final String ALGORITHM = "HmacSHA256";
    /** RFC 1123 with a day of two digits, which Java's own constant does not insist on. */
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private final String workspaceId;
    private final byte[] key;
    private final Clock clock;

    /**
     * @param key in Base64, as the portal shows it
     * @throws SettingsException if it is no Base64
     */
    public SharedKey(String workspaceId, String key, Clock clock) {
        this.workspaceId = workspaceId;
        this.clock = clock;
        try {
            this.key = Base64.getDecoder().decode(key);
        } catch (IllegalArgumentException e) {
            throw new SettingsException("log-analytics.workspace-key", "is no Base64; Azure portal > Log Analytics workspace >"
                    + " Agents shows it");
        }
    }

    /** Sets the headers Authorization and x-ms-date for a message whose body is bytes and whose Content-Type is application/json. */
    public void sign(Exchange exchange) {
        headers(exchange.getMessage().getBody(byte[].class).length).forEach(exchange.getMessage()::setHeader);
    }

    /**
     * The headers for a request whose Content-Type is application/json.
     *
     * @param bytes how many the body has
     */
    public Map<String, String> headers(int bytes) {
        var date = DATE.format(clock.instant());
        return Map.of("x-ms-date", date, "Authorization", "SharedKey " + workspaceId + ":" + signature(bytes, date));
    }

    private String signature(int bytes, String date) {
        var text = "POST\n" + bytes + "\napplication/json\nx-ms-date:" + date + "\n/api/logs";
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has " + ALGORITHM, e);
        }
    }
}
