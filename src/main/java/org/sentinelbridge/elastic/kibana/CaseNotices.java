package org.sentinelbridge.elastic.kibana;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.base.settings.SettingsException;
import org.sentinelbridge.base.settings.Trust;

/** Where the bridge's comments on cases go in Kibana's API, and who sends them. Routes call it by name. */
public final class CaseNotices {

    /** Under which name routes find {@link #trust()}. */
    public static final String TRUST = "kibanaTrust";

    private static final Pattern DOTS = Pattern.compile("\\.*");

    private final Settings settings;

    public CaseNotices(Settings settings) {
        this.settings = settings;
    }

    /**
     * Adds whether there is a Kibana that takes comments, {@code case-notices.on}, and, if so, the route that makes them, {@code
     * case-notices.to}; where its API is, {@code kibana.endpoint}; and, if TLS is spoken there, what it is trusted by, {@code kibana.trust}.
     *
     * @throws SettingsException if a setting is wrong
     */
    public static void derive(Settings settings, Properties derived) {
        var on = settings.find("kibana.api-key").isPresent();
        if (on) {
            KibanaAddress.key(settings);
            KibanaAddress.space(settings);
        }
        var url = on ? KibanaAddress.url(settings) : "";
        derived.setProperty("case-notices.on", String.valueOf(on));
        derived.setProperty("kibana.endpoint", url);
        if (on) {
            derived.setProperty("case-notices.to", "direct:tell-trouble");
        }
        if (url.startsWith("https:")) {
            // Camel would speak TLS to any address with it
            derived.setProperty("kibana.trust", "#" + TRUST);
        }
    }

    /**
     * The path of the comments of the case {@code case_id} in the space {@code case_space}, both exchange variables, percent-encoded; without
     * a space it is that of the settings.
     *
     * @throws KibanaFailure if one of them has nothing but dots in it, or there is no case: servers take dots for steps within the path (RFC
     *     3986, section 6.2.2.3), and Kibana has no such case
     */
    public String path(Exchange exchange) {
        var given = exchange.getVariable("case_space", "", String.class);
        var space = given.isEmpty() ? KibanaAddress.space(settings) : given;
        var inSpace = space.isEmpty() || space.equals("default") ? "" : "/s/" + encoded(space);
        return inSpace + "/api/cases/" + encoded(exchange.getVariable("case_id", "", String.class)) + "/comments";
    }

    /** Adds the header {@code Authorization}. */
    public void sign(Exchange exchange) {
        exchange.getMessage().setHeader("Authorization", "ApiKey " + KibanaAddress.key(settings));
    }

    /** Whose signature on Kibana's certificate is enough; the file is read when the route is made. */
    public SSLContextParameters trust() {
        return new SSLContextParameters() {
            @Override
            public SSLContext createSSLContext(CamelContext context) {
                return Trust.of(settings, "kibana.certificate-authority");
            }
        };
    }

    private static String encoded(String part) {
        if (DOTS.matcher(part).matches()) {
            throw new KibanaFailure("Kibana has no case or space '" + part + "'.", "Check case_id in the connector's body.");
        }
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
