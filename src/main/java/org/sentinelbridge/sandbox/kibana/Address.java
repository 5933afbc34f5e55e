package org.sentinelbridge.sandbox.kibana;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** URLs of connectors, with the liberties that Kibana takes with them. */
final class Address {

    private Address() {}

    /** @throws CallFailed if it is no URL, or its host is not one that may be called */
    static URI of(String url, Knobs knobs) throws CallFailed {
        URI uri;
        try {
            uri = URI.create(url.strip());
        } catch (IllegalArgumentException e) {
            throw new CallFailed("error configuring connector action: unable to parse " + url + ": TypeError: Invalid URL");
        }
        if (uri.getHost() == null || !"http".equals(uri.getScheme()) && !"https".equals(uri.getScheme())) {
            throw new CallFailed("error configuring connector action: unable to parse " + url + ": Error: Invalid Protocol");
        }
        if (!knobs.allows(uri.getHost())) {
            throw new CallFailed("error configuring connector action: target url \"" + url
                    + "\" is not added to the Kibana config xpack.actions.allowedHosts");
        }
        return uri;
    }

    /** One slash at the end is cut and slashes side by side become one, in the query too: what a key in a URL must survive. */
    static URI normalised(String url, Knobs knobs) throws CallFailed {
        var plain = of(url, knobs).toString();
        var scheme = plain.indexOf("://") + 3;
        var rest = plain.substring(scheme).replaceAll("//+", "/").replaceFirst("/$", "");
        return of(plain.substring(0, scheme) + rest, knobs);
    }

    /** As JavaScript's encodeURIComponent. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%21", "!")
                .replace("%27", "'")
                .replace("%28", "(")
                .replace("%29", ")")
                .replace("%7E", "~");
    }
}
