package org.sentinelbridge.component.polling;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.regex.Pattern;

/**
 * The query of the next page. Of a {@code nextLink} only the query is used, so that no answer can send our token elsewhere; and
 * it is encoded anew, because Azure Resource Manager writes it without percent-encoding
 * (elastic/integrations, packages/microsoft_sentinel, says so too).
 */
final class NextPage {

    private static final Pattern ENCODED = Pattern.compile("%[0-9A-Fa-f]{2}");
    private static final String API_VERSION = "api-version";

    private NextPage() {}

    /** @return the parameters but {@code api-version}, each after an {@code &}; empty if the link has none */
    static String query(String nextLink) {
        var query = new ArrayList<String>();
        var start = nextLink.indexOf('?');
        for (var parameter : start < 0 ? new String[0] : nextLink.substring(start + 1).split("&")) {
            var equals = parameter.indexOf('=');
            var name = plain(equals < 0 ? parameter : parameter.substring(0, equals));
            if (!name.isEmpty() && !name.equals(API_VERSION)) {
                query.add("&" + encoded(name) + "=" + encoded(equals < 0 ? "" : plain(parameter.substring(equals + 1))));
            }
        }
        return String.join("", query);
    }

    /** A plus is what it is: tokens are Base64, and are not encoded. */
    private static String plain(String text) {
        return ENCODED.matcher(text).find() ? URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8) : text;
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
