package org.sentinelbridge.component.documents;

import java.nio.charset.StandardCharsets;

/** Tells a text that holds documents, or would hold them if it were not broken off, from prose by how it begins. */
final class Beginning {

    private static final int ENOUGH = 8 * 1024;

    private Beginning() {}

    /** @param bytes UTF-8 */
    static boolean isOfDocuments(byte[] bytes) {
        var text = new String(bytes, 0, Math.min(bytes.length, ENOUGH), StandardCharsets.UTF_8);
        var at = skip(text, 0, " \t\r\n,[\"\u001E\uFEFF");
        if (at == text.length() || text.charAt(at) == ']') {
            return true;
        }
        if (text.charAt(at) != '{') {
            return false;
        }
        var inside = skip(text, at + 1, " \t\r\n");
        return inside == text.length() || text.charAt(inside) == '"' || text.charAt(inside) == '}';
    }

    /** Leaves out these characters, and the backslashes and escapes of line ends in a text that is wrapped once more. */
    private static int skip(String text, int from, String these) {
        var at = from;
        while (at < text.length()) {
            var isEscaped = at > from && text.charAt(at - 1) == '\\' && "rnt".indexOf(text.charAt(at)) >= 0;
            if (text.charAt(at) != '\\' && !isEscaped && these.indexOf(text.charAt(at)) < 0) {
                break;
            }
            at++;
        }
        return at;
    }
}
