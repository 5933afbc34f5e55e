package org.sentinelbridge.component.records;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What is too long to be kept whole: its beginning, a mark, and the hash of all, so that no two different ones look the same. */
final class Cut {

    /** As many bytes are kept. */
    static final int KEPT = 1_000_000;

    private Cut() {}

    /**
     * The beginning with the mark.
     *
     * @param text what is to be seen of it, UTF-8
     * @param from where it begins
     * @param to where it ends
     * @param whole the hash is of these bytes, within the same bounds if it is the same array
     */
    static byte[] of(byte[] text, int from, int to, byte[] whole) {
        var end = Math.min(to, from + KEPT);
        // Not within a character: the bytes that go on with one are 10xxxxxx.
        while (end > from && end < to && (text[end] & 0xC0) == 0x80) {
            end--;
        }
        var hash = whole == text ? hash(whole, from, to) : hash(whole, 0, whole.length);
        var mark = ("… [cut by Sentinel Bridge; SHA-256 of all: " + hash + "]").getBytes(StandardCharsets.UTF_8);
        var cut = new byte[end - from + mark.length];
        System.arraycopy(text, from, cut, 0, end - from);
        System.arraycopy(mark, 0, cut, end - from, mark.length);
        return cut;
    }

    private static String hash(byte[] bytes, int from, int to) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes, from, to - from);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
