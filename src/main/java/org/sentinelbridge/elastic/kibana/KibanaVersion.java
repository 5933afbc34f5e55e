package org.sentinelbridge.elastic.kibana;

import java.util.regex.Pattern;

/** A version of Kibana such as 8.17.2, and what it can do for the bridge. */
public record KibanaVersion(int major, int minor, String text) {

    /** Has all that the bridge can make use of. */
    public static final KibanaVersion NEWEST = new KibanaVersion(9, 99, "9.x");

    private static final Pattern NUMBER = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})([.-].{0,40})?");

    /** @throws KibanaFailure if it is no version, or one that the bridge does not know */
    public static KibanaVersion of(String text) {
        var match = NUMBER.matcher(text.strip());
        if (!match.matches()) {
            throw new KibanaFailure("Kibana says that its version is '" + text.strip() + "'.", "Kibana 8.11 to 9.x is needed.");
        }
        var version = new KibanaVersion(Integer.parseInt(match.group(1)), Integer.parseInt(match.group(2)), text.strip());
        if (!version.atLeast(8, 11)) {
            throw new KibanaFailure("Kibana " + version.text() + " is too old.", "Kibana 8.11 to 9.x is needed: before, the case connector"
                    + " knows neither a case's id nor its severity and status.");
        }
        if (version.major() > 9) {
            throw new KibanaFailure("Kibana " + version.text() + " is newer than this bridge knows.", "Kibana 8.11 to 9.x is needed. A"
                    + " newer bridge may know it; or use --print and compare with Kibana's connector screens.");
        }
        return version;
    }

    boolean atLeast(int otherMajor, int otherMinor) {
        return major > otherMajor || major == otherMajor && minor >= otherMinor;
    }

    /** Connectors have headers that are kept encrypted. */
    boolean hasSecretHeaders() {
        return atLeast(9, 2);
    }

    /** A connector without authentication says so twice; builds between two pull requests want it (elastic/kibana 259325). */
    boolean wantsNoAuthType() {
        return atLeast(9, 2);
    }

    /** The case connector says by which method an incident is read; before it is always GET. */
    boolean hasMethodOfGet() {
        return atLeast(8, 17);
    }

    /** Cases that are closed can be pushed. */
    boolean pushesClosedCases() {
        return atLeast(8, 17);
    }
}
