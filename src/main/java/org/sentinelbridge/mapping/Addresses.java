package org.sentinelbridge.mapping;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** Tells IP addresses from other texts, as strictly as Elasticsearch's field type {@code ip}. */
public final class Addresses {

    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern V4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern V6 = Pattern.compile("(?=[^:]*:)[0-9a-fA-F:.]{2,45}");

    private Addresses() {}

    /** Whether it is an IPv4 or IPv6 address, with neither port nor zone nor prefix length. */
    public static boolean isAddress(String text) {
        if (text.length() < 2 || text.length() > 45) {
            return false;
        }
        return V4.matcher(text).matches() || V6.matcher(text).matches() && isV6(text);
    }

    private static boolean isV6(String text) {
        try {
            // With a colon in it, it is never looked up as a name.
            InetAddress.getByName(text);
            return true;
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
