package org.sentinelbridge.sandbox.elasticsearch;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names of data streams with {@code *} for anything. */
final class Names {

    private Names() {}

    /** @param pattern one or more, separated by commas; {@code _all} is all */
    static boolean matches(String pattern, String name) {
        return Arrays.stream(pattern.split(",")).anyMatch(one -> one.equals("_all") || regex(one).matcher(name).matches());
    }

    private static Pattern regex(String pattern) {
        return Pattern.compile(Arrays.stream(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
    }
}
