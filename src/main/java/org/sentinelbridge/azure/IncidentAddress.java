package org.sentinelbridge.azure;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;

/** Where an incident is below its workspace. Whatever it is called, no request leaves the incidents of the workspace. */
public final class IncidentAddress {

    private static final Pattern DOTS = Pattern.compile("\\.*");

    /**
     * The path {@code /incidents/<name>}, percent-encoded; the name is the exchange variable {@code alias}, or else
     * {@code incident_id}.
     *
     * @throws UnreadableAnswerException if there is nothing but dots in the name, or nothing: servers take {@code .} and {@code ..}, encoded or
     *     not, for steps within the path (RFC 3986, section 6.2.2.3). Sentinel has no incident of such a name
     */
    public String path(Exchange exchange) throws UnreadableAnswerException {
        var name = exchange.getVariable("alias", exchange.getVariable("incident_id", "", String.class), String.class);
        if (DOTS.matcher(name).matches()) {
            throw new UnreadableAnswerException("An incident cannot be called '" + name + "'");
        }
        return "/incidents/" + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
