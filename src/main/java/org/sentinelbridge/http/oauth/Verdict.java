package org.sentinelbridge.http.oauth;

/**
 * What is made of a token.
 *
 * @param kind whether its caller is let in
 * @param why in one line, for who showed it; empty if the caller is let in
 */
public record Verdict(Kind kind, String why) {

    /** Let in, refused, or not known before the issuer's keys have been asked for. */
    public enum Kind {
        ACCEPTED,
        REFUSED,
        UNDECIDED
    }

    static Verdict accepted() {
        return new Verdict(Kind.ACCEPTED, "");
    }

    static Verdict refused(String why) {
        return new Verdict(Kind.REFUSED, "The access token is refused: " + why);
    }

    static Verdict undecided(String why) {
        return new Verdict(Kind.UNDECIDED, "The access token cannot be checked now: " + why + "; try again");
    }
}
