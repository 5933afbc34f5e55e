package org.sentinelbridge.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * What can be said of a body without understanding it. It is read once and never kept, so that a small body that unpacks
 * to a huge one does no harm.
 *
 * @param bytes how long it is
 * @param found whether the text that was looked for stands in it, byte for byte
 */
record BodyScan(long bytes, boolean found) {

    private static final int CHUNK = 16 * 1024;

    /** @param wanted a text; the empty one is found nowhere */
    static BodyScan of(InputStream body, String wanted) throws IOException {
        byte[] text = wanted.getBytes(StandardCharsets.UTF_8);
        int[] fallbacks = fallbacks(text);
        byte[] chunk = new byte[CHUNK];
        long bytes = 0;
        int matched = 0;
        boolean found = false;
        for (int read = body.read(chunk); read >= 0; read = body.read(chunk)) {
            bytes += read;
            for (int i = 0; i < read && !found && text.length > 0; i++) {
                while (matched > 0 && text[matched] != chunk[i]) {
                    matched = fallbacks[matched - 1];
                }
                matched += text[matched] == chunk[i] ? 1 : 0;
                found = matched == text.length;
            }
        }
        return new BodyScan(bytes, found);
    }

    /** For each beginning of the text: how long a beginning it ends with (Knuth, Morris and Pratt). */
    private static int[] fallbacks(byte[] text) {
        int[] fallbacks = new int[text.length];
        for (int i = 1; i < text.length; i++) {
            int length = fallbacks[i - 1];
            while (length > 0 && text[length] != text[i]) {
                length = fallbacks[length - 1];
            }
            fallbacks[i] = length + (text[length] == text[i] ? 1 : 0);
        }
        return fallbacks;
    }
}
