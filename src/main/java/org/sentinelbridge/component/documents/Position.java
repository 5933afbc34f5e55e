package org.sentinelbridge.component.documents;

/** Tells people where in a text something is. */
final class Position {

    private Position() {}

    /** For example {@code line 3, column 17 (byte 1204)}; lines and columns count from 1, columns in bytes. */
    static String of(byte[] bytes, int offset) {
        var line = 1;
        var lineStart = 0;
        for (var i = 0; i < offset && i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        return "line " + line + ", column " + (offset - lineStart + 1) + " (byte " + offset + ")";
    }
}
