package org.sentinelbridge.operate.doctor;

/**
 * What one check has found. Fit to be shown: no secret, and each text is one line of at most 600 characters.
 *
 * @param name what was checked, in a word or two
 * @param why what was found
 * @param next what to do about it; empty if there is nothing to do
 */
public record Finding(String name, State state, String why, String next) {

    private static final int MOST_TEXT = 600;

    public Finding {
        why = line(why);
        next = line(next);
    }

    public static Finding ok(String name, String why) {
        return new Finding(name, State.OK, why, "");
    }

    public static Finding warn(String name, String why, String next) {
        return new Finding(name, State.WARN, why, next);
    }

    public static Finding fail(String name, String why, String next) {
        return new Finding(name, State.FAIL, why, next);
    }

    /** What other machines say must not write on the terminal as it likes. */
    private static String line(String text) {
        var line = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        return line.length() > MOST_TEXT ? line.substring(0, MOST_TEXT) + "…" : line;
    }
}
