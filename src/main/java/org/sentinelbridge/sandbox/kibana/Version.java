package org.sentinelbridge.sandbox.kibana;

import java.util.regex.Pattern;

/** A version of Kibana, such as 8.17.2. */
record Version(int major, int minor, String text) {

    private static final Pattern NUMBER = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\..*");

    /** @throws IllegalArgumentException if it is none */
    static Version of(String text) {
        var match = NUMBER.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException("\"version\" must be like 9.2.0.");
        }
        return new Version(Integer.parseInt(match.group(1)), Integer.parseInt(match.group(2)), text);
    }

    boolean atLeast(int otherMajor, int otherMinor) {
        return major > otherMajor || major == otherMajor && minor >= otherMinor;
    }
}
