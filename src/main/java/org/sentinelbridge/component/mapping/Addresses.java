package org.sentinelbridge.component.mapping;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** Tells IP addresses from other texts, as strictly as Elasticsearch's field type {@code ip}. */
public final class Addresses {

    private static final int MOST_OF_OCTET = 255;
    private static final Pattern V6 = Pattern.compile("(?=[^:]*:)[0-9a-fA-F:.]{2,45}");

    private Addresses() {}

    /** Whether it is an IPv4 or IPv6 address, with neither port nor zone nor prefix length. */
    public static boolean isAddress(String text) {
        if (text.length() < 2 || text.length() > 45) {
            return false;
        }
        return isV4(text) || V6.matcher(text).matches() && isV6(text);
    }

    /** Four numbers of 0 to 255 without leading zeros. By hand, because a pattern takes five times as long and every address comes here. */
    private static boolean isV4(String text) {
        var dots = 0;
        var octet = -1;
        for (var i = 0; i < text.length(); i++) {
            var one = text.charAt(i);
            if (one == '.' && octet >= 0) {
                dots++;
                octet = -1;
            } else if (one >= '0' && one <= '9' && octet != 0) {
                octet = Math.max(octet, 0) * 10 + one - '0';
                if (octet > MOST_OF_OCTET) {
                    return false;
                }
            } else {
                return false;
            }
        }
        return dots == 3 && octet >= 0;
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
