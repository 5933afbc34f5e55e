package org.sentinelbridge.component.parked;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What was received, byte for byte. It can be as large as {@code webhook.max-body}, so it is in memory once and never as text. */
public record Received(byte[] bytes) {

    static final Received NOTHING = new Received(new byte[0]);

    private static final int PIECE = 8 * 1024;

    public static Received of(String text) {
        return new Received(text.getBytes(StandardCharsets.UTF_8));
    }

    /** How a person is shown it: as {@code text}, or as {@code base64} if it is no UTF-8, or holds the character 0. */
    String encoding() {
        return isText() ? "text" : "base64";
    }

    private boolean isText() {
        var decoder = StandardCharsets.UTF_8.newDecoder();
        var in = ByteBuffer.wrap(bytes);
        var piece = CharBuffer.allocate(PIECE);
        var result = CoderResult.OVERFLOW;
        while (result.isOverflow()) {
            result = decoder.decode(in, piece.clear(), true);
            if (piece.flip().chars().anyMatch(character -> character == 0)) {
                return false;
            }
        }
        return result.isUnderflow();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Received received && Arrays.equals(bytes, received.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** The bytes as text. Not for large ones, and not for the log: it may hold whatever an attacker wrote. */
    @Override
    public String toString() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
