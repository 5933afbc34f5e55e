package org.sentinelbridge.documents;

/** What stands between documents. */
final class Separators {

    private Separators() {}

    /** The next byte that is neither white space, nor a comma, nor the record separator of RFC 7464. */
    static int next(byte[] bytes, int from) {
        var at = from;
        while (at < bytes.length && (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t'
                || bytes[at] == ',' || bytes[at] == 0x1E)) {
            at++;
        }
        return at;
    }

    /** Whether a comma and an object follow, where JSON would have a name. */
    static boolean isSibling(byte[] bytes, int from) {
        var comma = blanks(bytes, from);
        var object = comma < bytes.length && bytes[comma] == ',' ? blanks(bytes, comma + 1) : bytes.length;
        return object < bytes.length && bytes[object] == '{';
    }

    /** The next byte that is no white space. */
    static int blanks(byte[] bytes, int from) {
        var at = from;
        while (at < bytes.length && (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t')) {
            at++;
        }
        return at;
    }
}
