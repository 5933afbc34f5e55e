package org.sentinelbridge.component.records;

/** Looks at the bytes of a text in UTF-8. */
final class Text {

    private Text() {}

    static boolean isByteOrderMark(byte[] bytes) {
        return bytes.length > 2 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
    }

    /** The next byte that is neither white space nor the record separator of RFC 7464. */
    static int skipSpace(byte[] bytes, int from) {
        var at = from;
        while (at < bytes.length && (isSpace(bytes[at]) || bytes[at] == 0x1E)) {
            at++;
        }
        return at;
    }

    static int endOfLine(byte[] bytes, int from) {
        var at = from;
        while (at < bytes.length && bytes[at] != '\n') {
            at++;
        }
        return at;
    }

    static boolean isStartOfLine(byte[] bytes, int at) {
        return at == 0 || bytes[at - 1] == '\n';
    }

    /** Whether nothing but space stands before an object, or the end. */
    static boolean isObjectNext(byte[] bytes, int from) {
        var at = skipSpace(bytes, from);
        return at == bytes.length || bytes[at] == '{' && isStartOfLine(bytes, at);
    }

    private static boolean isSpace(byte one) {
        return one == ' ' || one == '\n' || one == '\r' || one == '\t';
    }
}
